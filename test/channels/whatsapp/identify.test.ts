import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Accept, Incoming } from '../../../src/channels/contract.js';
import { acceptByName } from '../../../src/channels/whatsapp/identify.js';
import { sameNumber } from '../../../src/channels/whatsapp/sameNumber.js';
import { toIncoming } from '../../../src/channels/whatsapp/toIncoming.js';
import { createSealer } from '../../../src/sealing/sealer.js';
import { Aliases } from '../../../src/store/aliases.js';
import type { Store } from '../../../src/store/contract.js';
import { Conversations } from '../../../src/store/conversations.js';
import { conversationRef } from '../../../src/store/keys.js';
import { all, DRIVERS, type Driver, onDisk, startDriver } from '../../support/stores.js';
import { message, NOW, payload, SETTINGS } from './webhookServer.js';

const CHANNEL = 'whatsapp';
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

/** The platform says that her number is another one now. */
const MOVED = system(
  { type: 'user_changed_number', wa_id: '32470000002', user_id: 'BE.2', previous_user_id: 'BE.1' },
  PHONE,
);

/** The door with real conversations behind it, whose turns are never run: their messages wait. */
function open(store: Store) {
  const sealer = createSealer(randomBytes(32));
  const aliases = new Aliases({ store, sealer, channel: CHANNEL, nameOf: sameNumber });
  const conversations = new Conversations({ store, sealer, now: () => NOW });
  const refOf = (identity: string) => conversationRef(sealer, CHANNEL, identity);
  const accepted: Incoming[] = [];
  const revoked: string[] = [];
  const accept: Accept = async (channel, incoming) => {
    const { identity, dedupeId, activity, address, unlessRenamed } = incoming;
    const waiting = { channel, address, activity, at: NOW };
    const { outcome } = await conversations.accept(refOf(identity), dedupeId, waiting, { unlessRenamed });
    if (outcome === 'accepted') accepted.push(incoming);
    return outcome;
  };
  const door = acceptByName({ aliases, revoke: async (identity) => void revoked.push(identity), accept });
  /** A message as it comes, some seconds later each. */
  const receive = async (content: object, seconds: number) => {
    const timestamp = String(NOW / 1000 + seconds);
    const own = { type: 'text', id: `wamid.${randomBytes(8).toString('hex')}`, text: { body: 'x' }, timestamp };
    const body = payload({ messages: [message({ ...own, ...content })] });
    const ours = { phoneNumberId: SETTINGS.phoneNumberId, now: NOW };
    const [incoming] = toIncoming(body as Record<string, unknown>, ours).incoming;
    return incoming && door(CHANNEL, incoming);
  };
  return { aliases, refOf, receive, accepted, revoked, identities: () => accepted.map(({ identity }) => identity) };
}

describe.each(DRIVERS)('on %s', (name) => {
  let driver: Driver;
  let store: Store;
  let house: ReturnType<typeof open>;
  beforeAll(async () => {
    driver = await startDriver(name);
    store = await driver.open();
  });
  // Another key hashes every name anew, so that nobody is known from the test before.
  beforeEach(() => {
    house = open(store);
  });
  afterAll(async () => {
    await store?.close();
    await driver?.tearDown();
  });

  test.each(cases)('$label', async ({ messages, identities, revoked = [] }) => {
    for (const [index, content] of messages.entries()) await house.receive(content, index);
    expect(house.identities()).toEqual(identities);
    expect(house.revoked).toEqual(revoked);
  });

  test('a number alone is accepted in one call that reads nothing before it, and leaves no alias', async () => {
    const calls: string[] = [];
    const watched = new Proxy(store, {
      get: (target, call: keyof Store) => {
        if (call !== 'close') calls.push(call);
        return target[call].bind(target);
      },
    });
    const { receive, aliases } = open(watched);
    await receive(phone, 0);
    await receive(phone, 1);
    expect(calls).toEqual(['transact', 'transact']);
    expect(await aliases.get(PHONE)).toBeUndefined();
  });

  test('an old message that arrives late takes the number from nobody', async () => {
    for (const [who, seconds] of [
      ['BE.1', 0],
      ['BE.2', 10],
      ['BE.1', 5],
    ] as const)
      await house.receive(both(who), seconds);
    await house.receive(phone, 20);
    expect(house.identities()).toEqual(['BE.1', 'BE.2', 'BE.1', 'BE.2']);
    expect(house.revoked).toEqual(['BE.1']);
  });

  test('a change names the conversation that was hers', async () => {
    await house.receive(phone, 0);
    await house.receive(both('BE.1'), 1);
    await house.receive(MOVED, 2);
    expect(house.accepted.at(-1)?.activity.value).toEqual({ previous: PHONE });
  });

  test('a change of a number that no user id ever came with names its conversation', async () => {
    await house.receive(phone, 0);
    await house.receive(MOVED, 1);
    expect(house.accepted.at(-1)?.activity.value).toEqual({ previous: PHONE });
    expect(house.revoked).toEqual([PHONE]);
  });

  test('a message sent again is a duplicate, also where it is known by then whose the number is', async () => {
    const again = { ...phone, id: 'wamid.again' };
    expect(await house.receive(again, 0)).toBe('accepted');
    await house.receive(both('BE.1'), 1);
    expect(await house.receive(again, 0)).toBe('duplicate');
  });

  test('the number alone and its first user id at one time make one conversation', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => String(32470000100 + index));
    const pairs = numbers.flatMap((from, index) => [{ from }, { from, from_user_id: `BE.${index}` }]);
    await Promise.all(pairs.map((content) => house.receive(content, 0)));
    const of = (number: string) => house.accepted.filter(({ address }) => address['to'] === number);
    for (const number of numbers) expect(new Set(of(number).map(({ identity }) => identity)).size).toBe(1);
    expect(house.revoked).toEqual([]);
  });

  test.each([
    { label: 'nobody had', before: [] },
    { label: 'somebody else had', before: ['BE.0'] },
  ])('of user ids that come at one time with a number that $label, one has it and all others are revoked', async ({
    before,
  }) => {
    for (const one of before) await house.receive(both(one), 0);
    const ids = ['BE.1', 'BE.2', 'BE.3'];
    await Promise.all(ids.map((one) => house.receive(both(one), 0)));
    await house.receive(phone, 1);
    const holder = house.accepted.at(-1)?.identity;
    expect([...before, ...ids].filter((one) => one !== holder)).toEqual([...new Set(house.revoked)].sort());
    expect(house.revoked).not.toContain(holder);
  });

  test('a process that dies between the two aliases leaves no woman in two conversations', async () => {
    await house.receive(phone, 0);
    expect(await house.aliases.claim(PHONE, 'BE.1', NOW)).toBe(PHONE);
    for (const content of [both('BE.1'), id('BE.1'), phone]) await house.receive(content, 1);
    expect(house.identities()).toEqual([PHONE, PHONE, PHONE, PHONE]);
  });

  test('a conversation that ends forgets its names, and never those of who has the number now', async () => {
    for (const content of [phone, both('BE.1'), both('BE.2')]) await house.receive(content, 0);
    await house.aliases.forget(house.refOf(PHONE), { to: PHONE, recipient: 'BE.1' });
    expect(await house.aliases.get('BE.1')).toBeUndefined();
    expect((await house.aliases.get(PHONE))?.identity).toBe('BE.2');
    await house.aliases.forget(house.refOf('BE.2'), { to: PHONE, recipient: 'BE.2' });
    expect(await house.aliases.get(PHONE)).toBeUndefined();
  });

  test('no name is readable in what is kept', async () => {
    await house.receive(phone, 0);
    await house.receive(both('BE.12345678901234'), 1);
    expect(await house.aliases.get('BE.12345678901234')).toBeDefined();
    for (const one of [PHONE, 'BE.12345678901234']) {
      expect(onDisk(driver.folder, Buffer.from(one))).toBe(false);
      expect((await all(store.keys(''))).join()).not.toContain(one);
    }
  });

  test.each([
    { country: 'Brazil, mobile', forms: ['551187654321', '5511987654321'] },
    { country: 'Mexico', forms: ['5215512345678', '525512345678'] },
    { country: 'Argentina', forms: ['5491123456789', '541123456789'] },
  ])('$country: one woman, known without an alias and answered where she wrote from', async ({ forms }) => {
    for (const from of forms) await house.receive({ from }, 0);
    expect(new Set(house.identities()).size).toBe(1);
    expect(house.accepted.map(({ address }) => address['to'])).toEqual(forms);
    expect(await Promise.all(forms.map((form) => house.aliases.get(form)))).toEqual([undefined, undefined]);
  });
});

test.each([
  '551132654321',
  '32470000001',
  '5511987654321',
  '525512345678',
  '541123456789',
  'BE.55118765432',
])('%s stays as it is', (number) => expect(sameNumber(number)).toBe(number));
