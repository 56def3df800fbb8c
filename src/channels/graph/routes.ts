import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { answerControl } from './control.js';
import { type Refusal, refusalWith } from './errorCodes.js';
import { readJson, refuse, send } from './http.js';
import { pageFile } from './pageFiles.js';
import { answerPhone } from './phoneRoutes.js';
import type { Outcome, Platform } from './platform.js';
import { isReadMark } from './rules.js';

interface Access {
  phoneNumberId: string;
  accessToken: string;
  now: () => number;
  /** Where the built page lies; beside the service unless told. */
  pageFolder?: string;
}

const SEND_PATH = /^(?:\/v[\d.]+)?\/([^/]+)\/messages$/;
const MEDIA_PATH = /^(?:\/v[\d.]+)?\/(\d+)$/;
const FILE_PATH = /^\/media\/([\w-]+)$/;

function answerSend(response: ServerResponse, outcome: Outcome): void {
  if (outcome.answer === 'silence') {
    if (!outcome.hangs) response.destroy();
  } else if (outcome.answer === 'refused') refuse(response, outcome.refusal);
  else {
    const contacts = [{ input: outcome.person, wa_id: outcome.person }];
    send(response, 200, { messaging_product: 'whatsapp', contacts, messages: [{ id: outcome.id }] });
  }
}

function checkToken(request: IncomingMessage, { accessToken }: Access): Refusal | undefined {
  const isKnown = request.headers.authorization === `Bearer ${accessToken}`;
  return isKnown ? undefined : refusalWith(190, 'invalid access token');
}

const noSuch = (what: string) => refusalWith(100, `no such ${what}`);

/** The Graph API itself. @returns false where something else was asked */
async function answerGraph(
  platform: Platform,
  access: Access,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const path = request.url?.split('?', 1)[0] ?? '';
  const sending = request.method === 'POST' ? SEND_PATH.exec(path) : null;
  const asking = request.method === 'GET' ? (MEDIA_PATH.exec(path) ?? FILE_PATH.exec(path)) : null;
  if (!sending && !asking) return false;
  const refusal = checkToken(request, access);
  if (refusal) refuse(response, refusal);
  else if (sending && sending[1] !== access.phoneNumberId) refuse(response, noSuch('number'));
  else if (sending) takeMessage(platform, await readJson(request), response);
  else giveMedia(platform, access, { path, host: request.headers.host ?? '' }, response);
  return true;
}

function takeMessage(platform: Platform, body: Record<string, unknown>, response: ServerResponse): void {
  const refusal = isReadMark(body) ? platform.read(body) : undefined;
  if (!isReadMark(body)) answerSend(response, platform.send(body));
  else if (refusal) refuse(response, refusal);
  else send(response, 200, { success: true });
}

function giveMedia(
  platform: Platform,
  { now }: Access,
  { path, host }: { path: string; host: string },
  response: ServerResponse,
): void {
  const key = FILE_PATH.exec(path)?.[1];
  const media =
    key === undefined ? platform.media.find(MEDIA_PATH.exec(path)?.[1] ?? '') : platform.media.at(key, now());
  if (!media) refuse(response, { ...noSuch('media'), status: key === undefined ? 400 : 404 });
  else if (key === undefined) send(response, 200, platform.media.describe(media, `http://${host}`, now()));
  else send(response, 200, media.bytes, media.contentType);
}

/** What a phone's own page shows of her files; nobody else needs it. */
const OWN_FILE = /^\/phone-media\/(\d+)$/;

function answerPage(platform: Platform, access: Access, request: IncomingMessage, response: ServerResponse): void {
  const path = request.url?.split('?', 1)[0] ?? '';
  const own = platform.media.find(OWN_FILE.exec(path)?.[1] ?? '');
  const file = own ? { body: own.bytes, type: own.contentType } : pageFile(path, access.pageFolder);
  if (file) send(response, 200, file.body, file.type);
  else refuse(response, { ...noSuch('address'), status: 404 });
}

/** Everything the stand-in answers: the Graph API, its own controls, the phones and their page. */
export function createRoutes(platform: Platform, access: Access): RequestListener {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await answerGraph(platform, access, request, response)) return;
    if (await answerControl(platform, request, response)) return;
    if (await answerPhone(platform, request, response)) return;
    answerPage(platform, access, request, response);
  }
  return (request, response) => {
    handle(request, response).catch((error: unknown) => {
      const isHerFault = error instanceof SyntaxError || error instanceof RangeError;
      const what = isHerFault ? `cannot be read: ${error.message}` : 'failed';
      if (!response.headersSent) refuse(response, { status: isHerFault ? 400 : 500, code: 100, message: what });
    });
  };
}
