import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire between a client and the service, which a test can cut and lay to another start of the service. */
export interface Relay {
  url: string;
  /** Every connection breaks, and none is made until the next `lay`. */
  cut(): void;
  lay(url: string): void;
  close(): void;
}

export async function startRelay(url: string): Promise<Relay> {
  const sockets = new Set<Socket>();
  let target: number | undefined = Number(new URL(url).port);
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const server = createServer((near) => {
    keep(near);
    if (target === undefined) return near.destroy();
    const far = keep(connect(target, '127.0.0.1'));
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    target = undefined;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut,
    lay(to) {
      target = Number(new URL(to).port);
    },
    close() {
      cut();
      server.close();
    },
  };
}
