import { connect, type Socket } from 'node:net';

/** One kept-alive HTTP connection, one request at a time, as light as can be: what is measured is the other side. */
export interface Pipe {
  /** @returns the status and the body. @throws Error when the connection ends */
  ask(request: Buffer): Promise<{ status: number; body: string }>;
  close(): void;
}

const HEAD_END = Buffer.from('\r\n\r\n');

export function openPipe(port: number): Pipe {
  let socket: Socket | undefined;
  let rest: Buffer = Buffer.alloc(0);
  let waiting: Waiting | undefined;
  const settle = (how: (one: Waiting) => void) => {
    const one = waiting;
    waiting = undefined;
    if (one) how(one);
  };
  const onData = (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const answer = read(rest);
    if (!answer) return;
    rest = rest.subarray(answer.length);
    settle(({ resolve }) => resolve(answer));
  };
  // A server closes what has been idle for some seconds.
  const open = (): Socket => {
    rest = Buffer.alloc(0);
    const made = connect(port, '127.0.0.1').setNoDelay();
    const fail = () => made === socket && settle(({ reject }) => reject(new Error('The connection ended.')));
    return made.on('error', fail).on('close', fail).on('data', onData);
  };
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (!socket || socket.destroyed || socket.readableEnded) socket = open();
        waiting = { resolve, reject };
        socket.write(request);
      }),
    close: () => socket?.destroy(),
  };
}

interface Waiting {
  resolve: (answer: { status: number; body: string }) => void;
  reject: (error: Error) => void;
}

function read(bytes: Buffer): { status: number; body: string; length: number } | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const head = bytes.subarray(0, end).toString('latin1');
  const length = Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const from = end + HEAD_END.length;
  if (bytes.length < from + length) return undefined;
  return {
    status: Number(head.slice(9, 12)),
    body: bytes.subarray(from, from + length).toString(),
    length: from + length,
  };
}

/** A request as bytes. */
export function post(path: string, body: string, headers: Record<string, string> = {}): Buffer {
  const lines = Object.entries({
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}
