import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readSettings, settingsSchema } from '../../src/config/settings.js';

const KEY = Buffer.alloc(32, 1).toString('base64');

describe('settings', () => {
  test('start without any', () => {
    expect(readSettings({})).toMatchObject({ PORT: 3978, HOST: '127.0.0.1', TIME_ZONE: 'Europe/Brussels' });
  });

  test('an empty line of .env is no setting', () => {
    expect(readSettings({ PORT: '', REDIS_URL: '' })).toMatchObject({ PORT: 3978, REDIS_URL: undefined });
  });

  test('all bad ones are named at once, with the remedy', () => {
    const bad = () => readSettings({ PORT: 'many', TIME_ZONE: 'Moon/Base', STORE_KEY: 'short', PUBLIC_URL: 'here' });
    for (const name of ['PORT', 'TIME_ZONE', 'STORE_KEY', 'PUBLIC_URL', 'environment'])
      expect(bad).toThrow(expect.objectContaining({ message: expect.stringContaining(name) }));
  });

  test('a bad key is not repeated in the error', () => {
    expect(() => readSettings({ STORE_KEY: 'mysecret' })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('mysecret') }),
    );
  });

  test.each([
    ['Redis without a key', { REDIS_URL: 'redis://localhost' }, 'STORE_KEY'],
    ['mail without a receiver', { SMTP_URL: 'smtp://localhost' }, 'ALERT_EMAIL'],
    ['half of WhatsApp', { WHATSAPP_ACCESS_TOKEN: 'x' }, 'WHATSAPP_APP_SECRET'],
    ['an app without a password', { MicrosoftAppId: '11111111-1111-4111-8111-111111111111' }, 'MicrosoftAppPassword'],
    ['one tenant without its id', { MicrosoftAppType: 'SingleTenant' }, 'MicrosoftAppTenantId'],
    ['this machine without the Emulator', { BOT_SERVICE_URLS: 'http://localhost' }, 'ToBotFromEmulator'],
    ['any host at all', { BOT_SERVICE_URLS: 'https://*' }, 'BOT_SERVICE_URLS'],
  ])('%s is refused', (_label, environment, named) => {
    expect(() => readSettings(environment)).toThrow(named);
  });

  test.each([
    ['CHAT_FRAME_ANCESTORS', 'https://a.example; script-src *'],
    ['CHAT_FRAME_ANCESTORS', 'example.org'],
    ['WHATSAPP_NUMBER', '+32 400 00 00 00'],
  ])('%s "%s" is refused', (name, value) => {
    expect(() => readSettings({ [name]: value })).toThrow(name);
  });

  test('sites that may frame the chat are taken', () => {
    const sites = 'https://a.example https://*.b.example:8443';
    expect(readSettings({ CHAT_FRAME_ANCESTORS: sites }).CHAT_FRAME_ANCESTORS).toBe(sites);
  });

  test('a cluster and its key are taken', () => {
    const settings = readSettings({ REDIS_URL: 'redis://a:1,redis://b:2', STORE_KEY: KEY });
    expect(settings.REDIS_URL).toBe('redis://a:1,redis://b:2');
  });
});

describe('.env.example', () => {
  const lines = readFileSync('.env.example', 'utf8').split('\n');

  test('names every setting there is, and no other', () => {
    const named = lines.flatMap((line) => /^([A-Za-z_]+)=/.exec(line)?.[1] ?? []);
    expect(named.sort()).toEqual(Object.keys(settingsSchema.shape).sort());
  });

  test('explains each in a sentence above it', () => {
    const unexplained = lines.filter(
      (line, index) => /^[A-Za-z_]+=/.test(line) && !/^# .*\.$/.test(lines[index - 1] ?? ''),
    );
    expect(unexplained).toEqual([]);
  });
});
