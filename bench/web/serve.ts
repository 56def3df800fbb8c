import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import restify, { type Response } from 'restify';
import { mountDirectLine, servePage } from '../../src/channels/webchat/index.js';
import type { Case } from './cases.js';
import { QUESTION, roomDeps } from './room.js';

const root = join(import.meta.dirname, '../../..');
const modules = join(root, 'bench/web/peers/node_modules');

function sendZipped(response: Response, type: string, content: Buffer): void {
  const zipped = gzipSync(content, { level: 9 });
  response.writeHead(200, { 'Content-Type': type, 'Content-Encoding': 'gzip', 'Content-Length': zipped.length });
  response.end(zipped);
}

/** Everything from one server, gzip -9: our page, the others, and one echo for all. @returns its address and how to stop */
export async function serveAll(cases: readonly Case[]): Promise<{ url: string; stop: () => void }> {
  const server = restify.createServer();
  mountDirectLine(server, roomDeps());
  servePage(server, join(root, 'dist/web'), { locales: join(root, 'locales') });
  server.post('/echo', async (_request: unknown, response: Response) => void response.json({ text: QUESTION }));
  for (const { path, html, files = {} } of cases) {
    if (html)
      server.get(path, async (_: unknown, response: Response) => sendZipped(response, 'text/html', Buffer.from(html)));
    for (const [address, file] of Object.entries(files)) {
      const content = readFileSync(join(modules, file));
      server.get(address, async (_: unknown, response: Response) => sendZipped(response, 'text/javascript', content));
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.server.closeAllConnections() };
}
