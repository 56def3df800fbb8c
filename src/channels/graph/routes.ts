import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { toPerson } from './people.js';
import type { PhoneMessage } from './phoneMessages.js';
import { PHONE_PAGE } from './phonePage.js';
import type { Outcome, Platform } from './platform.js';
import type { Refusal } from './rules.js';

interface Access {
  phoneNumberId: string;
  accessToken: string;
}

/** A message of 4,096 characters, each escaped, has a tenth of it. */
const MAX_BODY_BYTES = 256 * 1024;
const SEND_PATH = /^(?:\/v[\d.]+)?\/([^/]+)\/messages$/;
const PHONE_PATH = /^\/phone\/([^/]+)$/;

function send(response: ServerResponse, status: number, body: unknown, type = 'application/json'): void {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

const refuse = (response: ServerResponse, { status, code, message }: Refusal) =>
  // A code below zero stands for an answer that is not the platform's, such as a proxy's.
  code < 0
    ? send(response, status, '<html>unavailable</html>', 'text/html')
    : send(response, status, { error: { message, type: 'OAuthException', code, fbtrace_id: '-' } });

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new RangeError('body too large');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

function answerSend(response: ServerResponse, outcome: Outcome): void {
  if (outcome.answer === 'silence') {
    if (!outcome.hangs) response.destroy();
  } else if (outcome.answer === 'refused') refuse(response, outcome.refusal);
  else {
    const contacts = [{ input: outcome.person, wa_id: outcome.person }];
    send(response, 200, { messaging_product: 'whatsapp', contacts, messages: [{ id: outcome.id }] });
  }
}

function checkAccess(request: IncomingMessage, phoneNumberId: string | undefined, access: Access): Refusal | undefined {
  if (request.headers.authorization !== `Bearer ${access.accessToken}`)
    return { status: 401, code: 190, message: 'invalid access token' };
  return phoneNumberId === access.phoneNumberId ? undefined : { status: 400, code: 100, message: 'no such number' };
}

/** Everything the stand-in answers: the Graph API, the page, and what the page asks for. */
export function createRoutes(platform: Platform, access: Access): RequestListener {
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.split('?', 1)[0] ?? '';
    const isPost = request.method === 'POST';
    const sending = SEND_PATH.exec(path);
    const phone = PHONE_PATH.exec(path);
    if (isPost && sending) {
      const refusal = checkAccess(request, sending[1], access);
      const body = await readJson(request);
      return refusal ? refuse(response, refusal) : answerSend(response, platform.send(body));
    }
    if (phone) {
      const person = toPerson(decodeURIComponent(phone[1] ?? ''));
      if (!isPost) return send(response, 200, platform.lines(person));
      const message = (await readJson(request)) as PhoneMessage;
      return send(response, 200, { status: await platform.inbound(person, message) });
    }
    if (path === '/') return send(response, 200, PHONE_PAGE, 'text/html');
    return send(response, 404, { error: { message: 'no such address', code: 100 } });
  }
  return (request, response) => {
    handle(request, response).catch(() => {
      if (!response.headersSent) refuse(response, { status: 400, code: 100, message: 'the body is not JSON' });
    });
  };
}
