import { setTimeout as pause } from 'node:timers/promises';
import type { SendMailOptions, Transporter } from 'nodemailer';
import type { Case } from './contract.js';

/** One try to alert may take so long; nobody waits for it. */
const ALERT_TIMEOUT_MS = 10_000;
/** A mail is several questions and answers. */
const MAIL_TIMEOUT_MS = 20_000;

export interface AlertSettings {
  webhookUrl?: string;
  smtpUrl?: string;
  email?: string;
  consoleUrl: string;
}

/** The ways in which people on duty can be alerted; each is tried by itself until it went well. */
export const ALERT_WAYS = ['webhook', 'mail'] as const;
export type AlertWay = (typeof ALERT_WAYS)[number];

/** @throws where it did not arrive */
export type Alert = (kase: Case) => Promise<void>;
/** Those that are set up. */
export type Alerts = Partial<Record<AlertWay, Alert>>;

/** Neutral alerts to people on duty: that someone waits and how urgently; no content, no name, no region. */
export function createAlerts(settings: AlertSettings, fetcher: typeof fetch = fetch): Alerts {
  const words = (kase: Case) =>
    `${kase.urgency === 'high' ? 'Urgent: a' : 'A'} conversation is waiting for a person. ${settings.consoleUrl}`;
  const { webhookUrl, smtpUrl, email } = settings;
  const mail = smtpUrl === undefined ? undefined : createMailer(smtpUrl, email);
  return {
    ...(webhookUrl && { webhook: (kase) => post(webhookUrl, words(kase), fetcher) }),
    ...(mail && { mail: (kase) => mail({ to: email, subject: 'A conversation is waiting', text: words(kase) }) }),
  };
}

async function post(url: string, text: string, fetcher: typeof fetch): Promise<void> {
  const { ok, status } = await fetcher(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
    signal: AbortSignal.timeout(ALERT_TIMEOUT_MS),
  });
  if (!ok) throw new Error(`The webhook answered ${status}.`);
}

const MAIL_TIMEOUTS = {
  connectionTimeout: ALERT_TIMEOUT_MS,
  greetingTimeout: ALERT_TIMEOUT_MS,
  socketTimeout: ALERT_TIMEOUT_MS,
};

/** The library is loaded with the first mail: most services send none. */
function createMailer(url: string, from: string | undefined) {
  let transport: Promise<Transporter> | undefined;
  return async (mail: SendMailOptions) => {
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({ url, ...MAIL_TIMEOUTS }, { from }),
    );
    await within(MAIL_TIMEOUT_MS, (await transport).sendMail(mail));
  };
}

async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const late = pause(limitMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`The mail server took more than ${limitMs} ms.`);
  });
  await Promise.race([work, late]).finally(() => over.abort());
}
