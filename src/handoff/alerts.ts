import type { SendMailOptions, Transporter } from 'nodemailer';
import type { Case } from './contract.js';

/** An alert may take so long; nobody waits for it. */
const ALERT_TIMEOUT_MS = 10_000;

export interface AlertSettings {
  webhookUrl?: string;
  smtpUrl?: string;
  email?: string;
  consoleUrl: string;
}

export type Alert = (kase: Case) => Promise<void>;

/** Neutral alerts to people on duty: that someone waits and how urgently; no content, no name, no region. */
export function createAlert(settings: AlertSettings, fetcher: typeof fetch = fetch): Alert {
  const mail = settings.smtpUrl === undefined ? undefined : createMailer(settings.smtpUrl, settings.email);
  const words = (kase: Case) =>
    `${kase.urgency === 'high' ? 'Urgent: a' : 'A'} conversation is waiting for a person. ${settings.consoleUrl}`;
  const post = async (text: string) => {
    if (!settings.webhookUrl) return;
    const { ok, status } = await fetcher(settings.webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
      signal: AbortSignal.timeout(ALERT_TIMEOUT_MS),
    });
    if (!ok) throw new Error(`The webhook answered ${status}.`);
  };
  const send = (text: string) => mail?.({ to: settings.email, subject: 'A conversation is waiting', text });
  return async (kase) => {
    const results = await Promise.allSettled([post(words(kase)), send(words(kase))]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw new Error('The alert could not be delivered.', { cause: failed.reason });
  };
}

/** The library is loaded with the first mail: most services send none. */
function createMailer(url: string, from: string | undefined) {
  let transport: Promise<Transporter> | undefined;
  return async (mail: SendMailOptions) => {
    transport ??= import('nodemailer').then(({ createTransport }) => createTransport(url, { from }));
    await (await transport).sendMail(mail);
  };
}
