import { connect, createServer, type Server, type Socket } from 'node:net';

/** A wire between two programs that can be cut, or can stop carrying anything. */
export class Wire {
  readonly #server: Server;
  readonly #pairs = new Set<[Socket, Socket]>();
  #state: 'open' | 'cut' | 'hanging' = 'open';

  constructor({ from, to }: { from: number; to: number }) {
    this.#server = createServer((near) => {
      if (this.#state === 'cut') near.destroy();
      else this.#carry(near, connect(to, '127.0.0.1'));
    }).listen(from, '127.0.0.1');
  }

  /** Ends every connection, and every new one. */
  cut(): void {
    this.#state = 'cut';
    for (const [near] of this.#pairs) near.destroy();
  }

  /** Holds back what is sent, either way. */
  hang(): void {
    this.#state = 'hanging';
    for (const pair of this.#pairs) hold(pair);
  }

  /** What was held back arrives now, late. */
  mend(): void {
    this.#state = 'open';
    for (const pair of this.#pairs) for (const socket of pair) socket.resume();
  }

  close(): void {
    this.#server.close();
    for (const [near] of this.#pairs) near.destroy();
  }

  #carry(near: Socket, far: Socket): void {
    const pair: [Socket, Socket] = [near, far];
    this.#pairs.add(pair);
    near.pipe(far);
    far.pipe(near);
    const end = () => {
      near.destroy();
      far.destroy();
      this.#pairs.delete(pair);
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    if (this.#state === 'hanging') hold(pair);
  }
}

function hold(pair: [Socket, Socket]): void {
  for (const socket of pair) socket.pause();
}
