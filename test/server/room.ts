import type { AddressInfo } from 'node:net';
import type { Server } from 'restify';
import { createHttp } from '../../src/server/http.js';
import { createLog } from '../../src/server/log.js';

/** The service's HTTP server with some doors only, on a free port. */
export async function openRoom(
  mount: (server: Server) => void,
  secure = false,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createHttp(createLog('silent'), secure);
  mount(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`, close };
}
