import { readFile } from 'node:fs/promises';
import type { Request, Response, Server } from 'restify';
import type { Recording } from '../locale/sounds.js';

/** What was fetched once may be kept: another recording has another version in its address. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const HEADERS = { 'X-Content-Type-Options': 'nosniff', 'Accept-Ranges': 'bytes', 'Referrer-Policy': 'no-referrer' };

/** Serves recordings at `/audio/<language>/<name>`, whole or one part of them: some players ask for nothing else. */
export function mountAudio(server: Server, recordings: readonly Recording[]): void {
  const known = new Map(recordings.map((one) => [`/audio/${one.language}/${one.name}`, one]));
  server.get('/audio/*', async (request: Request, response: Response) => {
    const recording = known.get(request.getPath());
    if (!recording) {
      response.writeHead(404, { ...HEADERS, 'Cache-Control': 'no-store' });
      response.end();
      return;
    }
    send(request, response, recording, await readFile(recording.file));
  });
}

function send(request: Request, response: Response, { type }: Recording, bytes: Buffer): void {
  const headers = { ...HEADERS, 'Content-Type': type, 'Cache-Control': FOR_EVER };
  const part = partOf(request.headers['range'], bytes.length);
  if (!part) {
    response.writeHead(200, { ...headers, 'Content-Length': bytes.length });
    response.end(bytes);
    return;
  }
  const [first, last] = part;
  const range = `bytes ${first}-${last}/${bytes.length}`;
  response.writeHead(206, { ...headers, 'Content-Range': range, 'Content-Length': last - first + 1 });
  response.end(bytes.subarray(first, last + 1));
}

/** First and last byte of the one part asked for; undefined, and then the whole, where it is none or out of reach. */
function partOf(range: string | undefined, length: number): [number, number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const first = from === '' ? Math.max(length - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first <= last ? [first, last] : undefined;
}
