import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createIdentify } from '../../../src/channels/whatsapp/identify.js';
import { sameNumber } from '../../../src/channels/whatsapp/sameNumber.js';
import { toIncoming } from '../../../src/channels/whatsapp/toIncoming.js';
import { Aliases } from '../../../src/store/aliases.js';
import { type Keeping, keep } from '../../support/keeping.js';
import { all, onDisk } from '../../support/stores.js';
import { message, NOW, payload, SETTINGS } from './webhookServer.js';

let place: Keeping;
let aliases: Aliases;
let identify: ReturnType<typeof createIdentify>;
let revoked: string[];
beforeEach(async () => {
  place = await keep(NOW);
  aliases = new Aliases({ ...place, nameOf: sameNumber });
  revoked = [];
  identify = createIdentify({ aliases, revoke: async (identity) => void revoked.push(identity) });
});
afterEach(() => place.end());

/** A message as it comes, some seconds later each. */
async function receive(content: object, seconds: number) {
  const timestamp = String(NOW / 1000 + seconds);
  const body = payload({ messages: [message({ type: 'text', text: { body: 'x' }, timestamp, ...content })] });
  const ours = { phoneNumberId: SETTINGS.phoneNumberId, now: NOW };
  const [incoming] = toIncoming(body as Record<string, unknown>, ours).incoming;
  return incoming && identify(incoming);
}

const PHONE = '32470000001';
const phone = { from: PHONE };
const id = (name: string) => ({ from: undefined, from_user_id: name });
const both = (name: string) => ({ from: PHONE, from_user_id: name });
const system = (about: object, from?: string) => ({ from, type: 'system', text: undefined, system: about });

const cases: { label: string; messages: object[]; identities: string[]; revoked?: string[] }[] = [
  { label: 'a user id beside the number', messages: [both('BE.1'), both('BE.1')], identities: ['BE.1', 'BE.1'] },
  { label: 'a user id in the place of the number', messages: [{ from: 'BE.1' }], identities: ['BE.1'] },
  { label: 'a user id that is none', messages: [both('b e')], identities: [PHONE] },
  { label: 'the number alone, after both', messages: [both('BE.1'), phone], identities: ['BE.1', 'BE.1'] },
  { label: 'the user id alone, after both', messages: [both('BE.1'), id('BE.1')], identities: ['BE.1', 'BE.1'] },
  {
    label: 'a first user id for a known number: she is who she was',
    messages: [phone, both('BE.1'), id('BE.1'), phone],
    identities: [PHONE, PHONE, PHONE, PHONE],
  },
  {
    label: 'another user id on the same number: somebody else',
    messages: [both('BE.1'), both('BE.2'), phone],
    identities: ['BE.1', 'BE.2', 'BE.2'],
    revoked: ['BE.1'],
  },
  {
    label: 'another user id on a number known before user ids',
    messages: [phone, both('BE.1'), both('BE.2')],
    identities: [PHONE, PHONE, 'BE.2'],
    revoked: [PHONE],
  },
  {
    label: 'a number changed, both with their ids',
    messages: [
      both('BE.1'),
      system({ type: 'user_changed_number', wa_id: '32470000002', user_id: 'BE.2', previous_user_id: 'BE.1' }, PHONE),
      id('BE.2'),
      { from: '32470000002' },
    ],
    identities: ['BE.1', 'BE.2', 'BE.2', 'BE.2'],
    revoked: ['BE.1'],
  },
  {
    label: 'a user id changed',
    messages: [id('BE.1'), system({ type: 'user_changed_user_id', user_id: 'BE.2', previous_user_id: 'BE.1' })],
    identities: ['BE.1', 'BE.2'],
    revoked: ['BE.1'],
  },
  {
    label: "a woman's number before user ids, then changed",
    messages: [
      phone,
      both('BE.1'),
      system({ type: 'user_changed_user_id', user_id: 'BE.2', previous_user_id: 'BE.1' }),
    ],
    identities: [PHONE, PHONE, 'BE.2'],
    revoked: [PHONE],
  },
  {
    label: 'two of a household, each her number',
    messages: [phone, { from: '32470000009' }],
    identities: [PHONE, '32470000009'],
  },
];

test.each(cases)('$label', async ({ messages, identities, revoked: expected = [] }) => {
  const found: (string | undefined)[] = [];
  for (const [index, content] of messages.entries()) found.push((await receive(content, index))?.identity);
  expect(found).toEqual(identities);
  expect(revoked).toEqual(expected);
});

test('an old message that arrives late takes the number from nobody', async () => {
  await receive(both('BE.1'), 0);
  await receive(both('BE.2'), 10);
  expect((await receive(both('BE.1'), 5))?.identity).toBe('BE.1');
  expect((await receive(phone, 20))?.identity).toBe('BE.2');
  expect(revoked).toEqual(['BE.1']);
});

test('a change names the conversation that was hers', async () => {
  await receive(phone, 0);
  await receive(both('BE.1'), 1);
  const about = { type: 'user_changed_number', wa_id: '32470000002', user_id: 'BE.2', previous_user_id: 'BE.1' };
  expect((await receive(system(about, PHONE), 2))?.activity.value).toEqual({ previous: PHONE });
});

describe('forms of one number', () => {
  test.each([
    { country: 'Brazil, mobile', forms: ['551187654321', '5511987654321'] },
    { country: 'Mexico', forms: ['5215512345678', '525512345678'] },
    { country: 'Argentina', forms: ['5491123456789', '541123456789'] },
  ])('$country: one woman, answered where she wrote from', async ({ forms }) => {
    const found = [];
    for (const from of forms) found.push(await receive({ from }, 0));
    expect(new Set(found.map((incoming) => incoming?.identity)).size).toBe(1);
    expect(found.map((incoming) => incoming?.address['to'])).toEqual(forms);
  });

  test.each([
    '551132654321',
    '32470000001',
    '5511987654321',
    '525512345678',
    '541123456789',
    'BE.55118765432',
  ])('%s stays as it is', (number) => expect(sameNumber(number)).toBe(number));
});

test('no name is readable in what is kept, and an erasure leaves none of it', async () => {
  await receive(phone, 0);
  await receive(both('BE.12345678901234'), 1);
  const keys = () => all(place.store.keys(''));
  expect((await keys()).filter((key) => /\}a:/.test(key))).toHaveLength(2);
  for (const name of [PHONE, 'BE.12345678901234']) expect(onDisk(place.folder, Buffer.from(name))).toBe(false);
  await aliases.forget({ to: PHONE, recipient: 'BE.12345678901234' });
  expect((await keys()).filter((key) => /\}a:/.test(key))).toEqual([]);
});
