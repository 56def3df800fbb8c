import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';

const FOLDER = new URL('../clients', import.meta.url).pathname;
const HTML = '<!doctype html><meta charset="utf-8"><title>Client</title><div id="chat" style="height:600px"></div>';

export interface ClientPages {
  /** Pages with Microsoft's client, and with Microsoft's chat. Another origin than the service's. */
  directLine: string;
  webChat: string;
  close(): void;
}

/** @throws Error where the clients are not installed */
async function directLineScript(): Promise<string> {
  const options = { bundle: true, write: false, platform: 'browser', define: { global: 'globalThis' } } as const;
  const { outputFiles } = await build({ ...options, entryPoints: [join(FOLDER, 'page.mjs')], logLevel: 'error' });
  return outputFiles[0]?.text ?? '';
}

/** A website of somebody else, who took the clients from npm and changed nothing. */
export async function serveClients(): Promise<ClientPages> {
  if (!existsSync(join(FOLDER, 'node_modules')))
    throw new Error('The clients are missing; run "npm ci --ignore-scripts" in test/clients.');
  const scripts: Record<string, string> = {
    '/directline.js': await directLineScript(),
    '/webchat.js': readFileSync(join(FOLDER, 'node_modules/botframework-webchat/dist/webchat-minimal.js'), 'utf8'),
  };
  const server = createServer(({ url = '/' }, response) => {
    const script = scripts[url];
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? `${HTML}<script src="${url}.js"></script>`);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return { directLine: `${url}/directline`, webChat: `${url}/webchat`, close: () => void server.close() };
}
