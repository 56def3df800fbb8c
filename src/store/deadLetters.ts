import type { Sealer } from '../sealing/contract.js';
import type { Change, Store } from './contract.js';
import type { Row } from './conversations.js';
import { type ConversationRef, keysOf, refFromId } from './keys.js';
import { project } from './projection.js';
import { openWith, sealedJson } from './sealed.js';

/** What could not be sent: which row of which conversation and why; never the words. */
export interface DeadLetter {
  conversation: string;
  row: string;
  code: string;
  at: number;
}

/** The same in the list of all. */
export interface Listed extends DeadLetter {
  /** Its words are kept, so that it can be sent again. */
  kept: boolean;
}

/** A dead letter in its conversation's own keys, where its words lie sealed with the conversation's key. */
export interface Buried extends Omit<DeadLetter, 'conversation'> {
  /** Missing where the platform had taken the row and told later that it could not bring it. */
  words?: string;
}

/** A later entry: the letter of this row is done with. */
interface Raised {
  raised: string;
}

/** What opens a conversation's content. */
export interface Salted {
  ref: ConversationRef;
  salt: Buffer;
  sealer: Sealer;
}

const TAG = '{dead}';
const INDEX = `${TAG}conversations`;
const shownKey = (id: string) => `${TAG}l:${id}`;

/** The list of all holds so many conversations; the one whose last letter is oldest falls out. */
export const MAX_CONVERSATIONS = 200;
/** Letters kept of one conversation; the oldest fall out. */
export const MAX_LETTERS = 20;

/** Part of the step that takes a row out of the outbox: its words stay with the conversation, and the list is due. */
export function buried(
  { ref, salt, sealer }: Salted,
  { id, activity, at: since }: Row,
  code: string,
  at: number,
): Change[] {
  const words = sealedJson(sealer, salt, keysOf(ref).dead, { id, activity, at: since }).toString('base64');
  return written(ref, { row: id, code, at, words }, at);
}

/** Part of the step that puts a row back or lets it go: its letter is done with. */
export const raised = (ref: ConversationRef, row: string, at: number): Change[] => written(ref, { raised: row }, at);

/** Part of the step that forgets a conversation: its letters go, and the list is due. */
export function forgotten(ref: ConversationRef, at: number): Change[] {
  // Its numbers go on, so that nobody who read before trims what comes after.
  return [{ do: 'trim', key: keysOf(ref).dead, number: Number.MAX_SAFE_INTEGER }, listDue(ref, at)];
}

/** @throws RumboError seal_broken · @returns undefined where the words are not ours to send again */
export function wordsOf({ ref, salt, sealer }: Salted, { words }: Buried): Row | undefined {
  return words === undefined ? undefined : openWith<Row>(sealer, salt, keysOf(ref).dead, Buffer.from(words, 'base64'));
}

function written(ref: ConversationRef, entry: Buried | Raised, at: number): Change[] {
  return [{ do: 'append', key: keysOf(ref).dead, value: Buffer.from(JSON.stringify(entry)) }, listDue(ref, at)];
}

const member = ({ id }: ConversationRef) => `dead:${id}`;
const listDue = (ref: ConversationRef, at: number): Change => ({
  do: 'schedule',
  key: keysOf(ref).due,
  member: member(ref),
  at,
});

/** Dead letters: each lies with its conversation; the list of all, for people, is a projection written after it. */
export class DeadLetters {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** A letter without words: the platform took them and could not bring them. Nothing where she is forgotten. */
  async add({ conversation, ...letter }: DeadLetter): Promise<void> {
    const ref = refFromId(conversation);
    if (!ref || !(await this.#store.get(keysOf(ref).conversation))) return;
    await this.#store.transact(ref.tag, [{ changes: written(ref, letter, letter.at) }]);
    await this.show(ref);
  }

  /** All there are, latest conversation first. */
  async list(): Promise<Listed[]> {
    const members = await this.#store.due(INDEX, Number.MAX_SAFE_INTEGER, MAX_CONVERSATIONS);
    const ids = members.map(({ member: id }) => id).reverse();
    const values = await Promise.all(ids.map((id) => this.#store.get(shownKey(id))));
    return values.flatMap((value) => (value ? (JSON.parse(value.toString()) as Listed[]) : []));
  }

  /** One conversation's own, oldest first. */
  async of(ref: ConversationRef): Promise<Buried[]> {
    const entries = await this.#store.list(keysOf(ref).dead);
    return standing(entries.map(({ value }) => JSON.parse(value.toString()) as Buried | Raised));
  }

  /** Makes the list say what the conversation says. Any number of times; also the handler of the due row `dead`. */
  async show(ref: ConversationRef): Promise<void> {
    await this.#tidy(ref);
    const truth = async () => (await this.of(ref)).map((letter) => listed(ref, letter));
    const settled: Change = { do: 'unschedule', key: keysOf(ref).due, member: member(ref) };
    await project(await truth(), truth, async (letters) => {
      await this.#list(ref, letters);
      await this.#store.transact(ref.tag, [{ changes: [settled] }]);
    });
  }

  async #list({ id }: ConversationRef, letters: Listed[]): Promise<void> {
    const last = letters.at(-1);
    if (!last) return this.unlist([id]);
    const value = Buffer.from(JSON.stringify(letters));
    await this.#store.transact(TAG, [
      {
        changes: [
          { do: 'put', key: shownKey(id), value },
          { do: 'schedule', key: INDEX, member: id, at: last.at },
        ],
      },
    ]);
    const all = await this.#store.due(INDEX, Number.MAX_SAFE_INTEGER, 2 * MAX_CONVERSATIONS);
    await this.unlist(all.slice(0, Math.max(0, all.length - MAX_CONVERSATIONS)).map((oldest) => oldest.member));
  }

  /** Takes conversations out of the list. */
  async unlist(ids: string[]): Promise<void> {
    const changes = ids.flatMap((id): Change[] => [
      { do: 'delete', key: shownKey(id) },
      { do: 'unschedule', key: INDEX, member: id },
    ]);
    if (changes.length > 0) await this.#store.transact(TAG, [{ changes }]);
  }

  /** Cuts off the beginning that is done with, and what is too much. Entries only follow, so nobody need be kept out. */
  async #tidy(ref: ConversationRef): Promise<void> {
    const { dead } = keysOf(ref);
    const entries = await this.#store.list(dead);
    const letters = new Set((await this.of(ref)).slice(-MAX_LETTERS).map(({ row }) => row));
    const first = entries.findIndex(({ value }) =>
      letters.has((JSON.parse(value.toString()) as Partial<Buried>).row ?? ''),
    );
    const done = first < 0 ? entries : entries.slice(0, first);
    const number = done.at(-1)?.number;
    if (number !== undefined) await this.#store.transact(ref.tag, [{ changes: [{ do: 'trim', key: dead, number }] }]);
  }
}

const listed = ({ id }: ConversationRef, { row, code, at, words }: Buried): Listed => ({
  conversation: id,
  row,
  code,
  at,
  kept: words !== undefined,
});

/** What is left of letters buried and raised, in their order; a row that died twice counts once. */
function standing(entries: (Buried | Raised)[]): Buried[] {
  const letters = new Map<string, Buried>();
  for (const entry of entries) {
    letters.delete('raised' in entry ? entry.raised : entry.row);
    if (!('raised' in entry)) letters.set(entry.row, entry);
  }
  return [...letters.values()];
}
