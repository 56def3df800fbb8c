import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

/** An answer of the platform. */
export interface Answer {
  status: number;
  text: string;
  headers?: IncomingHttpHeaders;
}

/** Posts JSON and waits for the whole answer; follows no redirect, since a token goes along. @throws Error of the connection, or one named TimeoutError */
export type Post = (url: string, headers: Record<string, string>, body: string, timeoutMs: number) => Promise<Answer>;

/** Connections kept open to one address: more than messages are ever under way to a platform that takes 1,000 a second. */
const MAX_SOCKETS = 256;
/** Shorter than platforms keep an idle connection: one that they close just as we write would leave a message uncertain. */
const KEPT_IDLE_MS = 4_000;
/** An answer of the platform has some hundred bytes. */
const MAX_ANSWER = 1024 * 1024;

/** Kept-alive connections of Node's own client: `fetch` costs several times as much for each message. */
export function createPost(): Post {
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: KEPT_IDLE_MS };
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) };
  return (url, headers, body, timeoutMs) =>
    new Promise((resolve, reject) => {
      const isPlain = url.startsWith('http:');
      const length = String(Buffer.byteLength(body));
      const request = (isPlain ? httpRequest : httpsRequest)(url, {
        method: 'POST',
        agent: isPlain ? agents.http : agents.https,
        headers: { ...headers, 'content-length': length },
      });
      const timer = setTimeout(() => request.destroy(timedOut(timeoutMs)), timeoutMs);
      request.once('response', (response) => read(response, resolve, reject));
      request.once('error', reject);
      request.once('close', () => clearTimeout(timer));
      request.end(body);
    });
}

const timedOut = (timeoutMs: number): Error =>
  Object.assign(new Error(`No answer in ${timeoutMs} ms.`), { name: 'TimeoutError' });

/** By events: for answers this short an iterator costs as much as all the rest. */
function read(response: IncomingMessage, resolve: (answer: Answer) => void, reject: (error: Error) => void): void {
  const { statusCode: status = 0, headers } = response;
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > MAX_ANSWER) response.destroy(new Error('The answer is too long.'));
    else chunks.push(chunk);
  });
  response.once('end', () => resolve({ status, text: Buffer.concat(chunks).toString(), headers }));
  response.once('error', reject);
}
