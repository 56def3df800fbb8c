import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import type { Change } from '../../src/store/contract.js';
import { Conversations } from '../../src/store/conversations.js';
import {
  buried,
  DeadLetters,
  forgotten,
  MAX_CONVERSATIONS,
  MAX_LETTERS,
  raised,
  wordsOf,
} from '../../src/store/deadLetters.js';
import { type ConversationRef, conversationRef, keysOf } from '../../src/store/keys.js';
import { type Keeping, keep } from '../support/keeping.js';
import { onDisk } from '../support/stores.js';

let house: Keeping;
let deadLetters: DeadLetters;
beforeEach(async () => {
  house = await keep();
  deadLetters = new DeadLetters(house.store);
});
afterEach(() => house.end());

const refOf = (name: string) => conversationRef(house.sealer, 'whatsapp', name);
const rowOf = (ref: ConversationRef, name: string) => ({
  id: `${ref.id}.${name}`,
  activity: { type: 'message', text: `zarzamora ${name}` },
  at: house.now(),
});

const write = (ref: ConversationRef, changes: Change[]) => house.store.transact(ref.tag, [{ changes }]);

/** A row dies; the process ends before it could list it. */
async function die(ref: ConversationRef, ...names: string[]): Promise<Buffer> {
  const salt = house.sealer.newSalt();
  for (const name of names)
    await write(ref, buried({ ref, salt, sealer: house.sealer }, rowOf(ref, name), '131026', house.now()));
  return salt;
}

async function dieAndShow(ref: ConversationRef, ...names: string[]): Promise<void> {
  await die(ref, ...names);
  await deadLetters.show(ref);
}

const rows = async () => (await deadLetters.list()).map(({ row }) => row.split('.')[1]);
const isDue = async (ref: ConversationRef) =>
  (await house.store.due(keysOf(ref).due, house.now(), 10)).some(({ member }) => member === `dead:${ref.id}`);

describe('a dead letter', () => {
  test('is due to be listed until it is, and listed once however often that is done', async () => {
    const ref = refOf('she');
    await die(ref, 'one');
    expect([await rows(), await isDue(ref)]).toEqual([[], true]);
    await deadLetters.show(ref);
    await deadLetters.show(ref);
    expect([await rows(), await isDue(ref)]).toEqual([['one'], false]);
  });

  test('keeps its words sealed, and opens with the key of its conversation alone', async () => {
    const ref = refOf('she');
    const salt = await die(ref, 'one');
    const [letter] = await deadLetters.of(ref);
    if (!letter) throw new Error('no letter');
    expect(wordsOf({ ref, salt, sealer: house.sealer }, letter)).toEqual(rowOf(ref, 'one'));
    expect(() => wordsOf({ ref, salt: house.sealer.newSalt(), sealer: house.sealer }, letter)).toThrow();
    expect(onDisk(house.folder, Buffer.from('zarzamora'))).toBe(false);
    expect(onDisk(house.folder, Buffer.from(Buffer.from('zarzamora').toString('base64').slice(0, 11)))).toBe(false);
  });

  test('that somebody is done with leaves the others, and may die again', async () => {
    const ref = refOf('she');
    await dieAndShow(ref, 'one', 'two', 'three');
    await write(ref, raised(ref, `${ref.id}.two`, house.now()));
    await deadLetters.show(ref);
    expect(await rows()).toEqual(['one', 'three']);
    await dieAndShow(ref, 'two');
    expect(await rows()).toEqual(['one', 'three', 'two']);
  });

  test('goes with its conversation’s content', async () => {
    const ref = refOf('she');
    await dieAndShow(ref, 'one');
    await write(ref, forgotten(ref, house.now()));
    expect(await isDue(ref)).toBe(true);
    await deadLetters.show(ref);
    expect([await rows(), await deadLetters.of(ref)]).toEqual([[], []]);
  });

  test('told of by a late status has no words, and is not kept of somebody who is forgotten', async () => {
    const ref = refOf('she');
    const letter = { conversation: ref.id, row: `${ref.id}.one`, code: '131026', at: house.now() };
    await deadLetters.add(letter);
    expect(await deadLetters.list()).toEqual([]);
    const conversations = new Conversations(house);
    const held = await conversations.hold(ref);
    const conversation = { session: newSession('p'), channel: 'whatsapp', address: {}, lastInboundAt: house.now() };
    if (held) await conversations.commit(held, { conversation });
    await deadLetters.add(letter);
    expect(await deadLetters.list()).toEqual([{ ...letter, kept: false }]);
  });
});

describe('the list is bounded', () => {
  test('the oldest letters of a conversation fall out', async () => {
    const ref = refOf('she');
    const names = Array.from({ length: MAX_LETTERS + 2 }, (_, index) => String(index));
    await dieAndShow(ref, ...names);
    expect(await rows()).toEqual(names.slice(2));
    expect(await house.store.list(keysOf(ref).dead)).toHaveLength(MAX_LETTERS);
  });

  test('the conversation whose last letter is oldest falls out', async () => {
    for (let number = 0; number <= MAX_CONVERSATIONS; number += 1) {
      house.clock.at += 1;
      await dieAndShow(refOf(String(number)), String(number));
    }
    const listed = await rows();
    expect(listed).toHaveLength(MAX_CONVERSATIONS);
    expect([listed[0], listed.at(-1)]).toEqual([String(MAX_CONVERSATIONS), '1']);
  });

  test('what is done with takes no room', async () => {
    const ref = refOf('she');
    await dieAndShow(ref, 'one', 'two');
    for (const name of ['one', 'two']) await write(ref, raised(ref, `${ref.id}.${name}`, house.now()));
    await deadLetters.show(ref);
    expect(await house.store.list(keysOf(ref).dead)).toEqual([]);
  });
});
