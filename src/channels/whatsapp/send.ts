import { reached } from '../../points.js';
import type { Channel, Outgoing, Sent } from '../contract.js';
import { classifyFailure } from '../http/failure.js';
import { type Json, list, object, string } from '../http/json.js';
import type { Answer, Post } from '../http/post.js';
import { classifyRefusal } from './errors.js';
import { gather } from './gather.js';
import { SEND_TIMEOUT_MS } from './limits.js';
import { createSeen } from './seen.js';
import type { Log, WhatsAppSettings } from './settings.js';
import { type GraphRequest, toRequests } from './toRequests.js';

export interface SendDeps {
  post: Post;
  log: Log;
  /** How long an answer is waited for; SEND_TIMEOUT_MS unless told. */
  timeoutMs?: number;
  /** Whether her messages may be marked as read; off unless told. */
  readReceipts?: boolean;
}

type Settings = Pick<WhatsAppSettings, 'graphUrl' | 'phoneNumberId' | 'accessToken'>;

/** @returns an empty object where the answer is no JSON: its status still counts */
function readJson(text: string): Json {
  try {
    return object(JSON.parse(text));
  } catch {
    return {};
  }
}

function readAnswer({ status, text }: Answer, attempt: number): Sent {
  const answer = readJson(text);
  if (status >= 200 && status < 300) {
    const platformId = string(object(list(answer['messages'])[0])['id']);
    // It said yes and did not say to what: it may well have been sent.
    return platformId === undefined ? { state: 'uncertain', code: 'no_id' } : { state: 'sent', platformId };
  }
  const { code, is_transient: isTransient } = object(answer['error']);
  const known = typeof code === 'number' ? { code: String(code) } : {};
  return classifyRefusal({ status, ...known, isTransient: isTransient === true }, attempt);
}

async function postOne(settings: Settings, deps: SendDeps, body: GraphRequest, attempt: number): Promise<Sent> {
  const headers = { authorization: `Bearer ${settings.accessToken}`, 'content-type': 'application/json' };
  const url = `${settings.graphUrl}/${settings.phoneNumberId}/messages`;
  try {
    const answer = deps.post(url, headers, JSON.stringify(body), deps.timeoutMs ?? SEND_TIMEOUT_MS);
    reached('K20');
    return readAnswer(await answer, attempt);
  } catch (error) {
    return classifyFailure(error);
  }
}

async function send(settings: Settings, deps: SendDeps, outgoing: Outgoing): Promise<Sent> {
  const requests = toRequests(outgoing);
  if (requests.length === 0) return { state: 'dead', code: 'nothing_to_send' };
  let sent: Sent = { state: 'dead', code: 'no_address' };
  for (const request of requests) {
    if (request.to === undefined && request.recipient === undefined) break;
    sent = await postOne(settings, deps, request, outgoing.attempt);
    if (sent.state !== 'sent') break;
  }
  if (sent.state !== 'sent') deps.log.warn({ state: sent.state, code: sent.code }, 'whatsapp_not_sent');
  return sent;
}

/**
 * The WhatsApp channel. `send` never throws. Give it bubbles of `bubbles`: of a longer activity it sends the
 * bubbles one after another and stops at the first that fails, so that a retry would repeat those before it.
 */
export function createWhatsAppChannel(settings: Settings, deps: SendDeps): Channel {
  return {
    name: 'whatsapp',
    pushes: true,
    bubbles: gather,
    send: (outgoing) => send(settings, deps, outgoing),
    ...(deps.readReceipts && { seen: createSeen(settings, deps) }),
  };
}
