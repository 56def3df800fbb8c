import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealer } from '../../src/sealing/sealer.js';
import type { Store } from '../../src/store/contract.js';
import { keysOf } from '../../src/store/keys.js';
import { openStore } from '../../src/store/open.js';
import { coordinator } from '../support/coordinators.js';
import { keep } from '../support/keeping.js';
import { startRedis } from '../support/redisServer.js';
import { DAY, HOUR, openService, type ServiceHouse } from '../support/serviceHouse.js';
import { all, onDisk } from '../support/stores.js';

const IDENTITY = '32470987654';
/** Words that stand nowhere else, hers and the coordinator's. */
const CANARIES = ['zarzamora', 'nomeolvides', IDENTITY];
/** What is no conversation's: counts, duty, and what the store keeps of itself. */
const SHARED = /^\{(meta|duty|console|flows|s\d{4})\}(schema|key-check|queue|due|r$|presence|kill-switch|flow)/;

/** A picture of one point, which nobody has elsewhere on the disk. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

interface Place {
  folder: string;
  store: Store;
  sealer: ReturnType<typeof createSealer>;
  clock: { at: number };
  now: () => number;
  end(): Promise<void>;
}

/** The same on a real Redis, whose own clock measures times to live. */
async function keepOnRedis(): Promise<Place> {
  const server = await startRedis();
  const clock = { at: Date.now() };
  const now = () => clock.at;
  const sealer = createSealer(randomBytes(32));
  const store = await openStore({ redisUrl: server.url, folder: server.folder, now, sealer });
  const end = async () => {
    await store.close();
    await server.stop();
  };
  return { folder: server.folder, store, sealer, clock, now, end };
}

describe.each([
  ['the embedded store', (): Promise<Place> => keep()],
  ['Redis', keepOnRedis],
])('on %s', (_name, open) => {
  let place: Place;
  let service: ServiceHouse;
  beforeEach(async () => {
    place = await open();
    service = await openService(place, { identity: IDENTITY });
  });
  afterEach(async () => {
    expect(service.errors).toEqual([]);
    await place.end();
  });

  /** A conversation with everything that can be left behind: words, number, case, reply. */
  async function talk(): Promise<void> {
    await service.say('hola', 'first');
    await service.say(`me llamo ${CANARIES[0]}, mi número es ${IDENTITY}`);
    await service.say('quiero hablar con alguien');
    await service.app.desk.claim(service.ref.id, coordinator);
    await service.app.desk.reply(service.ref.id, coordinator, `buenos días, ${CANARIES[1]}`);
    await service.app.desk.handBack(service.ref.id, coordinator);
    await service.app.conversations.read(service.ref);
    await service.app.shelf.keep(service.ref, PICTURE, 'image/png', 'picture');
    await service.app.aliases.put(IDENTITY, { identity: IDENTITY, at: place.now() });
  }

  async function erase(): Promise<void> {
    expect(await service.say('borrar mis datos')).toContain('¿Borramos');
    expect(await service.say('sí')).toContain('Hecho');
  }

  const saltOf = async () => (await service.app.conversations.read(service.ref))?.salt ?? Buffer.alloc(0);
  /** What lies on the disk of her lines and files, sealed as it is. */
  async function sealedNow(): Promise<Buffer[]> {
    const { transcript, media } = keysOf(service.ref);
    const lists = await Promise.all([transcript, media].map((key) => place.store.list(key)));
    return lists.flat().map(({ value }) => value);
  }
  const keysNow = () => all(place.store.keys(''));
  const keysOfHers = async () => (await keysNow()).filter((key) => key.includes(service.ref.id));

  test('nothing that names or repeats her is readable even before', async () => {
    await talk();
    for (const word of CANARIES) {
      expect(onDisk(place.folder, Buffer.from(word))).toBe(false);
      expect((await keysNow()).join()).not.toContain(word);
    }
    expect(onDisk(place.folder, await saltOf())).toBe(true);
  });

  test('an erasure leaves the receipt, and an hour later only the mark that keeps late duplicates out', async () => {
    await talk();
    const salt = await saltOf();
    const sealed = await sealedNow();
    expect(sealed.every((bytes) => onDisk(place.folder, bytes))).toBe(true);
    await erase();
    expect(await service.app.shelf.open(service.ref, 'picture')).toBeUndefined();
    const receipt = await service.app.conversations.transcript(service.ref);
    expect(receipt?.map(({ activity }) => activity.type)).toEqual(['message', 'endOfConversation']);
    expect((await service.app.conversations.read(service.ref))?.case).toBeUndefined();

    await service.pass(HOUR + 1);
    expect(await keysOfHers()).toEqual([keysOf(service.ref).seen]);
    expect((await keysNow()).filter((key) => !SHARED.test(key))).toEqual([keysOf(service.ref).seen]);
    await place.store.compact();
    for (const bytes of [salt, PICTURE, ...sealed, ...CANARIES.map((word) => Buffer.from(word))])
      expect(onDisk(place.folder, bytes)).toBe(false);
  });

  test('what is erased cannot be opened any more, also not before the files are rewritten', async () => {
    await talk();
    const before = await saltOf();
    await erase();
    expect((await saltOf()).equals(before)).toBe(false);
    expect(await service.app.desk.queue()).toEqual([]);
    expect(await service.app.desk.view(service.ref.id, coordinator)).toEqual({ ok: false, refusal: 'gone' });
  });

  test('a late duplicate brings nothing back, and she can start anew', async () => {
    await talk();
    await erase();
    expect(await service.say('hola', 'first')).toBe('');
    await service.pass(HOUR + 1);
    expect(await service.say('hola', 'first')).toBe('');
    expect(await keysOfHers()).toEqual([keysOf(service.ref).seen]);
    expect(await service.say('hola')).toContain('¿Puedes escribir ahora');
  });

  test('a message she deletes goes with its file, and its bytes with the next rewriting', async () => {
    const { app, ref } = service;
    const file = { contentType: 'image/png', content: { id: 'picture' } };
    await service.say('hola');
    await service.send({ type: 'message', id: 'm1', text: CANARIES[0], attachments: [file] });
    await app.shelf.keep(ref, PICTURE, 'image/png', 'picture');
    const line = (await app.conversations.transcript(ref))?.find(({ activity }) => activity.id === 'm1');
    const [sealed] = await place.store.list(keysOf(ref).transcript, (line?.number ?? 0) - 1, 1);
    const [picture] = await place.store.list(keysOf(ref).media);
    await service.send({ type: 'messageDelete', id: 'm1' });
    expect(await app.shelf.open(ref, 'picture')).toBeUndefined();
    expect(JSON.stringify(await app.conversations.transcript(ref))).not.toContain(CANARIES[0]);
    await place.store.compact();
    for (const bytes of [sealed?.value, picture?.value])
      expect(onDisk(place.folder, bytes ?? Buffer.alloc(1))).toBe(false);
  });

  test('a second erasure harms nothing', async () => {
    await talk();
    await erase();
    await erase();
    await service.pass(HOUR + 1);
    expect(await keysOfHers()).toEqual([keysOf(service.ref).seen]);
  });

  test('she who writes on within the hour is not forgotten with the receipt', async () => {
    await talk();
    await erase();
    await service.say('hola');
    const salt = await saltOf();
    await service.pass(HOUR + 1);
    expect((await saltOf()).equals(salt)).toBe(true);
  });

  test('without a case a conversation is kept seven days, its mark 35 more, then nothing', async () => {
    await service.say('hola');
    await service.pass(7 * DAY - 1);
    expect(await saltOf()).not.toHaveLength(0);
    await service.pass(1);
    expect(await keysOfHers()).toEqual([keysOf(service.ref).seen]);
    await service.pass(35 * DAY);
    expect(await keysOfHers()).toEqual([]);
    expect(await place.store.due(keysOf(service.ref).due, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  test('with a case it is kept ninety days', async () => {
    await talk();
    await service.pass(90 * DAY - 1);
    expect(await saltOf()).not.toHaveLength(0);
    await service.pass(1);
    expect(await keysOfHers()).toEqual([keysOf(service.ref).seen]);
  });

  test('a message that comes as its time runs out is not lost', async () => {
    await service.say('hola');
    place.clock.at += 7 * DAY;
    const activity = { type: 'message', text: 'sí' };
    const late = { identity: IDENTITY, address: { to: IDENTITY }, dedupeId: 'late', sentAt: place.now(), activity };
    const { held } = await service.app.turns.receive('whatsapp', late);
    await service.pass(0);
    expect(held && (await service.app.turns.run(held))).toHaveLength(1);
    expect(await saltOf()).not.toHaveLength(0);
  });

  test('the mark of one who came back goes with her next one', async () => {
    await service.say('hola');
    await service.pass(7 * DAY);
    await service.say('hola');
    await service.pass(35 * DAY);
    await service.pass(35 * DAY);
    await service.pass(35 * DAY);
    expect(await keysOfHers()).toEqual([]);
  });
});
