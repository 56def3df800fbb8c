import type { Channel, Outgoing, Sent } from '../contract.js';
import { classifyFailure, classifyRefusal } from './errors.js';
import { type Json, list, object, string } from './json.js';
import { SEND_TIMEOUT_MS } from './limits.js';
import type { Log, WhatsAppSettings } from './settings.js';
import { splitForSending } from './splitForSending.js';
import { type GraphRequest, toRequests } from './toRequests.js';

export interface SendDeps {
  fetch: typeof fetch;
  log: Log;
  /** How long an answer is waited for; SEND_TIMEOUT_MS unless told. */
  timeoutMs?: number;
}

type Settings = Pick<WhatsAppSettings, 'graphUrl' | 'phoneNumberId' | 'accessToken'>;

/** @returns an empty object where the answer is no JSON: its status still counts */
async function readJson(response: Response): Promise<Json> {
  const text = await response.text();
  try {
    return object(JSON.parse(text));
  } catch {
    return {};
  }
}

async function readAnswer(response: Response, attempt: number): Promise<Sent> {
  const answer = await readJson(response);
  if (response.ok) {
    const platformId = string(object(list(answer['messages'])[0])['id']);
    // It said yes and did not say to what: it may well have been sent.
    return platformId === undefined ? { state: 'uncertain', code: 'no_id' } : { state: 'sent', platformId };
  }
  const { code, is_transient: isTransient } = object(answer['error']);
  const known = typeof code === 'number' ? { code: String(code) } : {};
  return classifyRefusal({ status: response.status, ...known, isTransient: isTransient === true }, attempt);
}

async function post(settings: Settings, deps: SendDeps, body: GraphRequest, attempt: number): Promise<Sent> {
  try {
    const response = await deps.fetch(`${settings.graphUrl}/${settings.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${settings.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(deps.timeoutMs ?? SEND_TIMEOUT_MS),
      // The token goes to the configured address only.
      redirect: 'manual',
    });
    return await readAnswer(response, attempt);
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
    sent = await post(settings, deps, request, outgoing.attempt);
    if (sent.state !== 'sent') break;
  }
  if (sent.state !== 'sent') deps.log.warn({ state: sent.state, code: sent.code }, 'whatsapp_not_sent');
  return sent;
}

/**
 * The WhatsApp channel. `send` never throws. Give it bubbles of `split`: of a longer activity it sends the
 * bubbles one after another and stops at the first that fails, so that a retry would repeat those before it.
 */
export function createWhatsAppChannel(settings: Settings, deps: SendDeps): Channel {
  return {
    name: 'whatsapp',
    pushes: true,
    split: splitForSending,
    send: (outgoing) => send(settings, deps, outgoing),
  };
}
