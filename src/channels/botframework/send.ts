import type { Channel, Outgoing, Sent } from '../contract.js';
import { classifyFailure } from '../http/failure.js';
import { object, string } from '../http/json.js';
import type { Answer, Post } from '../http/post.js';
import { classifyRefusal } from './errors.js';
import { isAllowed } from './serviceUrl.js';
import type { BotFrameworkSettings, Log } from './settings.js';
import { toConnector } from './toConnector.js';
import { TokenRefused, type TokenSource } from './token.js';

/** How long an answer of the connector is waited for. */
const SEND_TIMEOUT_MS = 15_000;

export interface SendDeps {
  post: Post;
  token: TokenSource;
  log: Log;
}

type Settings = Pick<BotFrameworkSettings, 'serviceUrls'>;

function readJson(text: string): Record<string, unknown> {
  try {
    return object(JSON.parse(text));
  } catch {
    // Its status still counts.
    return {};
  }
}

function readAnswer({ status, text, headers }: Answer, attempt: number): Sent {
  const answer = readJson(text);
  if (status >= 200 && status < 300) {
    const platformId = string(answer['id']);
    return { state: 'sent', ...(platformId && { platformId }) };
  }
  const code = string(object(answer['error'])['code']);
  return classifyRefusal({ status, code, retryAfter: string(headers?.['retry-after']) }, attempt);
}

/** `replyToActivity` of the connector's REST interface. */
function addressOf({ serviceUrl = '', conversationId = '', activityId = '' }: Record<string, string>): string {
  const part = encodeURIComponent;
  return `${serviceUrl.replace(/\/+$/, '')}/v3/conversations/${part(conversationId)}/activities/${part(activityId)}`;
}

/** @returns what became of it where no token was to be had: nothing was sent */
async function tokenOrReason({ token }: SendDeps): Promise<string | Sent> {
  try {
    return await token.read();
  } catch (error) {
    const refused = error instanceof TokenRefused;
    return refused ? { state: 'halted', code: 'login_refused' } : { state: 'retry', code: 'login_away' };
  }
}

async function send(settings: Settings, deps: SendDeps, { address, activity, attempt }: Outgoing): Promise<Sent> {
  // The list may have become shorter since she wrote.
  if (!isAllowed(address['serviceUrl'] ?? '', settings.serviceUrls)) return { state: 'dead', code: 'service_url' };
  const token = await tokenOrReason(deps);
  if (typeof token !== 'string') return token;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify(toConnector(activity, address));
  try {
    const answer = await deps.post(addressOf(address), headers, body, SEND_TIMEOUT_MS);
    if (answer.status === 401) deps.token.forget(token);
    return readAnswer(answer, attempt);
  } catch (error) {
    return classifyFailure(error);
  }
}

/** Channels of Azure Bot Service. `send` never throws. */
export function createBotFrameworkChannel(settings: Settings, deps: SendDeps): Channel {
  return {
    name: 'botframework',
    pushes: true,
    async send(outgoing) {
      const sent = await send(settings, deps, outgoing);
      if (sent.state !== 'sent') deps.log.warn({ state: sent.state, code: sent.code }, 'botframework_not_sent');
      return sent;
    },
  };
}
