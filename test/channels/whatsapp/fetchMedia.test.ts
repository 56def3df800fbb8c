import { createHash } from 'node:crypto';
import {
  createServer,
  type OutgoingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { isPrivate } from '../../../src/channels/whatsapp/download.js';
import { createMediaFetch } from '../../../src/channels/whatsapp/fetchMedia.js';

const BYTES = Buffer.from('what she sent');
const digest = createHash('sha256').update(BYTES).digest();
let servers: Server[] = [];
afterEach(() => {
  for (const server of servers) server.close().closeAllConnections();
  servers = [];
});

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A platform that tells one address and has one file. */
async function platform(answer: { url?: string; file?: RequestListener } = {}) {
  const seen: (string | undefined)[] = [];
  const base = await listen((request, response) => {
    seen.push(request.headers.authorization);
    if (request.url === '/v1/77')
      return response.end(JSON.stringify({ url: answer.url ?? `${base}/file`, mime_type: 'image/png' }));
    if (answer.file) return answer.file(request, response);
    return response.end(BYTES);
  });
  const settings = { accessToken: 'token', graphUrl: `${base}/v1` };
  return { seen, fetchMedia: createMediaFetch({ settings, maxBytes: 64, timeoutMs: 1_000 }) };
}

test.each([
  { label: 'no digest', sha256: undefined },
  { label: 'a digest in base64', sha256: digest.toString('base64') },
  { label: 'a digest in hexadecimal', sha256: digest.toString('hex') },
])('a file is brought with $label', async ({ sha256 }) => {
  const { seen, fetchMedia } = await platform();
  expect(await fetchMedia({ id: '77', ...(sha256 && { sha256 }) })).toEqual({
    bytes: BYTES,
    declaredType: 'image/png',
  });
  expect(seen).toEqual(['Bearer token', 'Bearer token']);
});

/** Two statements: restify, where it is loaded, makes `writeHead` answer nothing. */
const answering =
  (
    status: number,
    headers: OutgoingHttpHeaders,
    finish = (response: ServerResponse) => void response.end(),
  ): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers);
    finish(response);
  };

const refusals: { label: string; url?: string; file?: RequestListener; id?: string; sha256?: string }[] = [
  { label: 'another host', url: 'https://example.org/file' },
  { label: "a host that only begins like the platform's", url: 'https://lookaside.fbsbx.com.example.org/file' },
  { label: "the platform's host without encryption", url: 'http://lookaside.fbsbx.com/file' },
  { label: 'another door of the host', url: 'https://lookaside.fbsbx.com:8443/file' },
  { label: "another door of the stand-in's host", url: 'http://127.0.0.1:9/file' },
  { label: 'no address', url: 'file:///etc/passwd' },
  { label: 'a way elsewhere', file: answering(302, { location: '/x' }) },
  { label: 'more than fits', file: (_request, response) => void response.end(Buffer.alloc(65)) },
  {
    label: 'half of it',
    file: answering(200, { 'content-length': 99 }, (response) => void response.write('x', () => response.destroy())),
  },
  { label: 'nothing in time', file: () => {} },
  { label: 'a file that is gone', file: answering(404, {}) },
  { label: 'other bytes', sha256: digest.toString('hex').replace(/^./, 'g') },
  { label: 'an id that leads elsewhere', id: '../100/messages' },
];

describe('is refused', () => {
  test.each(refusals)('$label', async ({ id = '77', sha256, ...answer }) => {
    const { fetchMedia } = await platform(answer);
    await expect(fetchMedia({ id, ...(sha256 && { sha256 }) })).rejects.toMatchObject({ code: 'media_unavailable' });
  });
});

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['::1', true],
  ['::', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['::ffff:10.0.0.1', true],
  ['157.240.22.1', false],
  ['2a03:2880:f000::1', false],
])('%s is private: %s', (address, expected) => {
  expect(isPrivate(address)).toBe(expected);
});
