import { isIP } from 'node:net';
import * as z from 'zod';
import { RumboError } from '../errors.js';

const empty = (value: unknown) => (value === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(empty, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, fallback: z.input<T>) =>
  z.preprocess((value) => empty(value) ?? fallback, schema);

const url = (protocols: string) =>
  z
    .string()
    .refine(
      (text) => new RegExp(`^(${protocols})://\\S+$`).test(text),
      `an address starting with ${protocols.replaceAll('|', ' or ')}://`,
    );

const isTimeZone = (name: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
};

const isOrigin = (word: string) => /^https?:\/\/[\w.*-]+(:\d+)?$/.test(word);

const isNetwork = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const most = isIP(address) === 6 ? 128 : 32;
  const fits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return isIP(address) > 0 && fits && more === undefined;
};
const networks = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine((entries) => entries.every(isNetwork), 'addresses or networks such as 172.30.0.0/24, separated by commas');

const isKey = (text: string) => Buffer.from(text, 'base64').length === 32;

/** A wildcard stands for one or more names under a domain, never for a whole top level. */
const SERVICE_URL = /^(https:\/\/(\*\.)?[a-z\d-]+(\.[a-z\d-]+)+|http:\/\/(localhost|127\.0\.0\.1))$/;
const serviceUrls = z
  .string()
  .transform((text) => text.split(',').map((entry) => entry.trim()))
  .refine(
    (entries) => entries.every((entry) => SERVICE_URL.test(entry)),
    'https://host or https://*.host.org, separated by commas; http://localhost for the Emulator',
  );

/** Every setting there is; `.env.example` explains each in a sentence and a test holds the two together. */
export const settingsSchema = z.object({
  PORT: withDefault(z.coerce.number('a port from 0 to 65535').int().min(0).max(65535), '3978'),
  HOST: withDefault(z.string(), '127.0.0.1'),
  PUBLIC_URL: optional(url('https?')),
  TRUSTED_PROXIES: optional(networks),
  DATA_DIR: withDefault(z.string(), './data'),
  BOT_NAME: withDefault(z.string().max(40, 'at most 40 characters'), 'Orientación'),
  CHAT_FRAME_ANCESTORS: optional(
    z
      .string()
      .refine(
        (text) => text.split(/\s+/).every(isOrigin),
        'origins such as https://www.example.org, separated by spaces',
      ),
  ),
  WHATSAPP_NUMBER: optional(
    z.string().regex(/^[1-9]\d{6,14}$/, 'a number in digits with its country, such as 32400000000'),
  ),
  LOG_LEVEL: withDefault(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']), 'info'),
  TIME_ZONE: withDefault(z.string().refine(isTimeZone, 'a time zone such as Europe/Brussels'), 'Europe/Brussels'),
  REDIS_URL: optional(
    z
      .string()
      .refine(
        (text) => text.split(',').every((node) => /^rediss?:\/\/\S+$/.test(node.trim())),
        'redis:// or rediss:// addresses, separated by commas',
      ),
  ),
  STORE_KEY: optional(z.string().refine(isKey, '32 bytes in base64')),
  METRICS_TOKEN: optional(z.string().min(16, 'at least 16 characters')),
  ALERT_WEBHOOK_URL: optional(url('https?')),
  SMTP_URL: optional(url('smtps?')),
  ALERT_EMAIL: optional(z.string().refine((text) => /^\S+@\S+\.\S+$/.test(text), 'an e-mail address')),
  WHATSAPP_PHONE_NUMBER_ID: optional(z.string()),
  WHATSAPP_ACCESS_TOKEN: optional(z.string()),
  WHATSAPP_APP_SECRET: optional(z.string()),
  WHATSAPP_VERIFY_TOKEN: optional(z.string()),
  WHATSAPP_GRAPH_URL: withDefault(url('https?'), 'https://graph.facebook.com/v23.0'),
  WHATSAPP_READ_RECEIPTS: withDefault(z.enum(['off', 'on']), 'off'),
  MicrosoftAppId: optional(z.uuid('the application (client) id, a UUID')),
  MicrosoftAppPassword: optional(z.string()),
  MicrosoftAppTenantId: optional(z.uuid('the directory (tenant) id, a UUID')),
  MicrosoftAppType: withDefault(z.enum(['MultiTenant', 'SingleTenant']), 'MultiTenant'),
  BOT_SERVICE_URLS: withDefault(serviceUrls, 'https://smba.trafficmanager.net,https://*.botframework.com'),
  ToBotFromChannelTokenIssuer: withDefault(url('https?'), 'https://api.botframework.com'),
  ToBotFromChannelOpenIdMetadataUrl: withDefault(
    url('https?'),
    'https://login.botframework.com/v1/.well-known/openidconfiguration',
  ),
  ToBotFromEmulatorOpenIdMetadataUrl: optional(url('https?')),
  ToChannelFromBotLoginUrl: optional(url('https?')),
});

export type Settings = z.output<typeof settingsSchema>;

const WHATSAPP = [
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_VERIFY_TOKEN',
] as const;

/** Rules that span settings, as sentences. */
function missingTogether(settings: Partial<Record<keyof Settings, unknown>>): string[] {
  const found: string[] = [];
  if (settings.REDIS_URL && !settings.STORE_KEY)
    found.push('STORE_KEY is required with REDIS_URL: 32 bytes in base64.');
  if (settings.SMTP_URL && !settings.ALERT_EMAIL)
    found.push('ALERT_EMAIL is required with SMTP_URL: who gets the alert.');
  const absent = WHATSAPP.filter((name) => !settings[name]);
  if (absent.length > 0 && absent.length < WHATSAPP.length)
    found.push(`WhatsApp needs all its settings; missing: ${absent.join(', ')}.`);
  return [...found, ...botFrameworkNeeds(settings)];
}

function botFrameworkNeeds(settings: Partial<Record<keyof Settings, unknown>>): string[] {
  const found: string[] = [];
  if (!settings.MicrosoftAppId !== !settings.MicrosoftAppPassword)
    found.push('MicrosoftAppId and MicrosoftAppPassword are required together.');
  if (settings.MicrosoftAppType === 'SingleTenant' && !settings.MicrosoftAppTenantId)
    found.push('MicrosoftAppTenantId is required with the MicrosoftAppType SingleTenant.');
  const isLocal = String(settings.BOT_SERVICE_URLS ?? '').includes('http://');
  const forTrying = [settings.ToBotFromEmulatorOpenIdMetadataUrl, settings.ToBotFromChannelOpenIdMetadataUrl];
  if (isLocal && !forTrying.some(Boolean))
    found.push('BOT_SERVICE_URLS may name this machine only with ToBotFromEmulatorOpenIdMetadataUrl.');
  return found;
}

/**
 * Reads the settings of an environment. Values of secrets never appear in the error.
 * @throws RumboError settings_invalid naming every bad setting at once
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const result = settingsSchema.safeParse(environment);
  const wrong = (result.error?.issues ?? []).map(
    (issue) => `${issue.path.join('.')}: expected ${issue.message.replace(/^Invalid \w+: expected /, '')}.`,
  );
  const problems = [...wrong, ...missingTogether(environment)];
  if (!result.success || problems.length > 0) throw new RumboError('settings_invalid', problems.join(' '));
  return result.data;
}

/** True when there is an app that channels of Azure Bot Service may write to. */
export function hasBotFramework(settings: Settings): boolean {
  return Boolean(settings.MicrosoftAppId && settings.MicrosoftAppPassword);
}

/** True when every setting that WhatsApp needs is there. */
export function hasWhatsApp(settings: Settings): boolean {
  return WHATSAPP.every((name) => settings[name]);
}
