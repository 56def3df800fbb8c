import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBytes, readJson, send } from './http.js';
import { MEDIA_LIMITS, type MediaKind } from './media.js';
import { type Person, toPerson } from './people.js';
import type { PhoneMessage } from './phoneMessages.js';
import type { Platform } from './platform.js';

const PATH = /^\/phone\/([^/]+)(?:\/(\w+))?$/;

interface Call {
  platform: Platform;
  person: Person;
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
}

type Handler = (call: Call) => Promise<void> | void;

/** What the page asks of one phone, by method and the last part of the address. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET ': ({ platform, person, response }) => send(response, 200, platform.view(person)),
  'GET events': watch,
  async 'POST '({ platform, person, request, response }) {
    const message = (await readJson(request)) as PhoneMessage;
    send(response, 200, { status: await platform.inbound(person, message) });
  },
  'POST media': upload,
  async 'POST look'({ platform, person, response }) {
    await platform.look(person);
    send(response, 200, {});
  },
  async 'POST change'({ platform, person, request, response }) {
    const { to } = await readJson(request);
    const next = toPerson(String(to));
    if (!next.waId && !next.userId)
      throw new SyntaxError('to: expected digits, an id such as ES.123, or both with a slash');
    send(response, 200, { status: await platform.change(person, next) });
  },
};

/** Answers what the page asks of a phone. @returns false where it asks for something else */
export async function answerPhone(
  platform: Platform,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://localhost');
  const [, name, part = ''] = PATH.exec(pathname) ?? [];
  const handler = name === undefined ? undefined : HANDLERS[`${request.method} ${part}`];
  if (handler === undefined || name === undefined) return false;
  await handler({ platform, person: toPerson(decodeURIComponent(name)), request, response, query });
  return true;
}

/** The phone as it is now, and again after each change. */
function watch({ platform, person, request, response }: Call): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const show = () => void response.write(`data: ${JSON.stringify(platform.view(person))}\n\n`);
  const stop = platform.onChange(person, show);
  request.once('close', stop);
  show();
}

const isKind = (kind: string): kind is MediaKind => Object.hasOwn(MEDIA_LIMITS, kind);

/** A file of hers: kept as the platform does, and the service is told. */
async function upload({ platform, person, request, response, query }: Call): Promise<void> {
  const kind = query.get('kind') ?? '';
  if (!isKind(kind)) throw new SyntaxError(`kind: expected one of ${Object.keys(MEDIA_LIMITS).join(', ')}`);
  const bytes = await readBytes(request, MEDIA_LIMITS[kind]);
  const file = platform.media.add(request.headers['content-type'] ?? 'application/octet-stream', bytes);
  const status = await platform.inbound(person, { type: kind, media: file.id });
  send(response, 200, { status, id: file.id });
}
