import { createHmac } from 'node:crypto';

export interface WebhookSettings {
  webhookUrl: string;
  appSecret: string;
  /** Waits before each further try; the platform goes on for seven days. */
  retryDelaysMs: readonly number[];
}

const TIMEOUT_MS = 20_000;

/** Writes JSON as the platform does: everything beyond ASCII as a lower-case escape, and slashes escaped. */
export const toEscapedJson = (value: unknown): string =>
  JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The header that signs exactly these bytes. */
export const signatureOf = (appSecret: string, raw: string | Buffer): string =>
  `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`;

/** Posts a signed body once. @returns the HTTP status; 0 where nobody answered */
async function postSigned({ webhookUrl, appSecret }: WebhookSettings, raw: string): Promise<number> {
  try {
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(appSecret, raw) },
      body: raw,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

const pause = (ms: number, stop: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Posts a payload until it is taken with 200. @returns the last HTTP status */
export async function deliver(settings: WebhookSettings, payload: unknown, stop: AbortSignal): Promise<number> {
  const raw = toEscapedJson(payload);
  let status = await postSigned(settings, raw);
  for (const delay of settings.retryDelaysMs) {
    if (status === 200 || stop.aborted) break;
    await pause(delay, stop);
    if (!stop.aborted) status = await postSigned(settings, raw);
  }
  return status;
}

/** Asks the address to prove that it knows the token, as the platform does when it is set up. */
export async function shakeHands(webhookUrl: string, verifyToken: string, challenge: string): Promise<boolean> {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken,
    'hub.challenge': challenge,
  });
  const response = await fetch(`${webhookUrl}?${query}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  return response.status === 200 && (await response.text()) === challenge;
}
