import { RumboError } from '../errors.js';
import type { Sealer } from '../sealing/contract.js';
import type { Change, Store } from '../store/contract.js';
import { type ConversationRef, keysOf } from '../store/keys.js';
import { mediaGone } from '../store/mediaKeys.js';
import { openWith, SALT_BYTES, sealedJson } from '../store/sealed.js';
import type { Kept, MediaShelf } from './contract.js';
import { typeOf } from './kinds.js';
import { withoutPlace } from './withoutPlace.js';

/** As long as the platform itself hands a file out ("Media", Cloud API). */
export const MEDIA_DAYS = 7;
export const MEDIA_MS = MEDIA_DAYS * 24 * 3_600_000;
/** Files of one conversation, and their bytes together; the oldest make room. */
export const MAX_KEPT = 20;
const MAX_KEPT_BYTES = 64 * 1024 * 1024;
/** A conversation that changes while a file is kept is read again, so often. */
const TRIES = 10;

interface Entry extends Kept {
  number: number;
  at: number;
}

export interface ShelfDeps {
  store: Store;
  sealer: Sealer;
  now: () => number;
  newId: () => string;
}

export function createMediaShelf({ store, sealer, now, newId }: ShelfDeps): MediaShelf {
  const placeOf = (ref: ConversationRef, id: string) => `${keysOf(ref).media}:${id}`;

  async function saltOf(ref: ConversationRef): Promise<{ value: Buffer; salt: Buffer } | undefined> {
    const value = await store.get(keysOf(ref).conversation);
    return value && { value, salt: Buffer.from(value.subarray(0, SALT_BYTES)) };
  }

  async function entriesOf(ref: ConversationRef, salt: Buffer): Promise<Entry[]> {
    const key = keysOf(ref).mediaIndex;
    return (await store.list(key))
      .filter(({ value }) => value.length > 0)
      .map(({ number, value }) => ({ ...openWith<Omit<Entry, 'number'>>(sealer, salt, key, value), number }));
  }

  async function look(ref: ConversationRef): Promise<{ salt: Buffer; entries: Entry[] } | undefined> {
    const known = await saltOf(ref);
    return known && { salt: known.salt, entries: await entriesOf(ref, known.salt) };
  }

  /** @returns undefined where the conversation changed meanwhile: nothing was written */
  async function tryToKeep(ref: ConversationRef, bytes: Buffer, kept: Kept): Promise<Kept | undefined> {
    const keys = keysOf(ref);
    const known = await saltOf(ref);
    if (!known) throw new RumboError('media_refused', 'Expected a conversation that has begun; came none.');
    const { value, salt } = known;
    const entries = await entriesOf(ref, salt);
    const before = entries.find(({ id }) => id === kept.id);
    if (before) return before;
    const [written] = await store.transact(ref.tag, [
      {
        // The same key still seals it: an erasure between reading and writing would leave a file that nobody finds.
        conditions: [{ if: 'equals', key: keys.conversation, value }],
        changes: [
          ...roomFor(ref, entries, bytes.length),
          { do: 'append', key: keys.media, value: sealer.seal(salt, placeOf(ref, kept.id), bytes) },
          {
            do: 'append',
            key: keys.mediaIndex,
            value: sealedJson(sealer, salt, keys.mediaIndex, { ...kept, at: now() }),
          },
          { do: 'schedule', key: keys.due, member: `media:${ref.id}`, at: now() + MEDIA_MS, keep: true },
        ],
      },
    ]);
    return written?.done ? kept : undefined;
  }

  return {
    async keep(ref, bytes, declaredType, id = newId()) {
      const contentType = await typeOf(bytes, declaredType);
      const clean = withoutPlace(bytes, contentType);
      for (let tries = 0; tries < TRIES; tries += 1) {
        const kept = await tryToKeep(ref, clean, { id, contentType, size: clean.length });
        if (kept) return { id, contentType: kept.contentType, size: kept.size };
      }
      throw new RumboError('store_unavailable', 'A conversation stayed busy.');
    },

    async open(ref, id) {
      const looked = await look(ref);
      const entry = looked?.entries.find((one) => one.id === id);
      if (!looked || !entry) return undefined;
      const [sealed] = await store.list(keysOf(ref).media, entry.number - 1, 1);
      if (sealed?.number !== entry.number || sealed.value.length === 0) return undefined;
      return { contentType: entry.contentType, bytes: sealer.open(looked.salt, placeOf(ref, id), sealed.value) };
    },

    async numbersOf(ref, ids) {
      if (ids.length === 0) return [];
      return ((await look(ref))?.entries ?? []).filter(({ id }) => ids.includes(id)).map(({ number }) => number);
    },

    async expire(ref) {
      const entries = (await look(ref))?.entries ?? [];
      const young = entries.find(({ at }) => at + MEDIA_MS > now());
      const changes: Change[] = young
        ? [...upTo(ref, young.number - 1), dueAgain(ref, young.at + MEDIA_MS)]
        : mediaGone(ref);
      await store.transact(ref.tag, [{ changes }]);
    },
  };
}

const dueAgain = (ref: ConversationRef, at: number): Change => ({
  do: 'schedule',
  key: keysOf(ref).due,
  member: `media:${ref.id}`,
  at,
});

const upTo = (ref: ConversationRef, number: number): Change[] =>
  [keysOf(ref).media, keysOf(ref).mediaIndex].map((key) => ({ do: 'trim', key, number }));

/** The oldest go until one more of this size fits. */
function roomFor(ref: ConversationRef, entries: Entry[], size: number): Change[] {
  const stay = [...entries];
  const bytes = () => stay.reduce((sum, entry) => sum + entry.size, size);
  let gone = 0;
  while (stay.length > 0 && (stay.length >= MAX_KEPT || bytes() > MAX_KEPT_BYTES)) gone = stay.shift()?.number ?? gone;
  return gone > 0 ? upTo(ref, gone) : [];
}
