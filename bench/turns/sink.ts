import { createServer, type IncomingMessage } from 'node:http';

/** Where the measured servers send their replies: the Graph API's and the connector's addresses, at their barest. */
export interface Sink {
  /** Resolves with the time when this conversation has heard these words. */
  heard(conversation: string, words: string): Promise<number>;
  close(): void;
}

interface Listener {
  words: string;
  resolve: (at: number) => void;
}

export function startSink(port: number): Sink {
  const listeners = new Map<string, Listener>();
  let sent = 0;
  const server = createServer((request, response) => {
    read(request).then((body) => {
      const { conversation, text } = replyOf(request.url ?? '', body);
      sent += 1;
      response
        .setHeader('content-type', 'application/json')
        .end(`{"id":"s${sent}","messages":[{"id":"wamid.${sent}"}]}`);
      const listener = listeners.get(conversation);
      if (!listener || !text.includes(listener.words)) return;
      listeners.delete(conversation);
      listener.resolve(performance.now());
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  return {
    heard: (conversation, words) =>
      new Promise((resolve) => {
        listeners.set(conversation, { words, resolve });
      }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Reply {
  to?: string;
  text?: string | { body: string };
  interactive?: { body: { text: string } };
}

function replyOf(path: string, body: string): { conversation: string; text: string } {
  const reply = JSON.parse(body) as Reply;
  const [, fromPath = ''] = /\/v3\/conversations\/([^/]+)\//.exec(path) ?? [];
  const text = typeof reply.text === 'string' ? reply.text : (reply.text?.body ?? reply.interactive?.body.text ?? '');
  return { conversation: reply.to ?? fromPath, text };
}
