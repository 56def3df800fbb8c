import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import { RumboError } from '../../src/errors.js';
import type { Store } from '../../src/store/contract.js';
import { Conversations, type Held } from '../../src/store/conversations.js';
import { conversationRef, keysOf } from '../../src/store/keys.js';
import { type Keeping, keep } from '../support/keeping.js';

/** What becomes of the next write: its answer gets lost on the way back, or the write itself on the way there. */
type Loss = 'answer' | 'write';

let house: Keeping;
let losses: Loss[];
let conversations: Conversations;
const ref = () => conversationRef(house.sealer, 'whatsapp', 'someone');

beforeEach(async () => {
  house = await keep();
  losses = [];
  const transact: Store['transact'] = async (...args) => {
    const loss = losses.shift();
    const results = loss === 'write' ? [] : await house.store.transact(...args);
    if (loss) throw new RumboError('store_unavailable', 'The store did not answer.');
    return results;
  };
  conversations = new Conversations({ ...house, store: { ...house.store, transact } });
});
afterEach(() => house.end());

const message = (text: string) => ({
  channel: 'whatsapp' as const,
  address: { to: '1' },
  activity: { type: 'message', text },
  at: house.now(),
  dedupeId: text,
});
const accept = (text: string) => conversations.accept(ref(), text, message(text));

async function begin(): Promise<Held> {
  const { held } = await accept('one');
  if (!held) throw new Error('busy');
  return held;
}

const turn = (path: string) => ({
  conversation: { session: newSession(path), channel: 'whatsapp', address: { to: '1' }, lastInboundAt: house.now() },
  spoken: [{ at: house.now(), from: 'bot' as const, activity: { type: 'message', text: path } }],
  rows: [{ id: `${ref().id}.${path}`, activity: { type: 'message', text: path }, at: house.now() }],
  consumed: 1,
});

/** What lies there now. */
async function found() {
  const lines = (await conversations.transcript(ref())) ?? [];
  const rows = await house.store.list(keysOf(ref()).outbox);
  const waiting = await house.store.list(keysOf(ref()).inbox);
  return { said: lines.map(({ activity }) => activity.text), rows: rows.length, waiting: waiting.length };
}

const LOSSES: [string, Loss[]][] = [
  ['its answer', ['answer']],
  ['it itself', ['write']],
  ['it, and the first look at what became of it', ['write', 'write']],
  ['it, and the first two looks', ['write', 'write', 'write']],
];

describe('a commit of which something gets lost is written once', () => {
  test.each(LOSSES)('%s', async (_what, lost) => {
    const held = await begin();
    losses = [...lost];
    const { state, toSend } = await conversations.commit(held, turn('a'));
    expect({ state, rows: toSend?.rows.map(({ id }) => id) }).toEqual({ state: 'done', rows: [`${ref().id}.a`] });
    expect(await found()).toEqual({ said: ['a'], rows: 1, waiting: 0 });
    expect(losses).toEqual([]);
  });

  test.each(
    LOSSES,
  )('%s, while another message waits: whoever had the conversation takes it again', async (_what, lost) => {
    const held = await begin();
    await accept('two');
    losses = [...lost];
    expect((await conversations.commit(held, turn('a'))).state).toBe('more');
    await conversations.release(held);
    expect((await conversations.hold(ref()))?.waiting.map(({ number }) => number)).toEqual([2]);
    expect(await found()).toEqual({ said: ['a'], rows: 1, waiting: 1 });
  });

  test('the outbox goes to whoever wrote, and nobody else has it', async () => {
    const held = await begin();
    losses = ['answer'];
    const { toSend } = await conversations.commit(held, turn('a'));
    const { sendLease } = keysOf(ref());
    expect((await house.store.get(sendLease))?.toString()).toBe(String(toSend?.lease));
  });

  test('a write that comes after all, later, does nothing', async () => {
    const held = await begin();
    await accept('two');
    losses = ['write'];
    await conversations.commit(held, turn('a'));
    expect((await conversations.commit(held, turn('a'))).state).toBe('stale');
    expect((await found()).said).toEqual(['a']);
  });

  test('where another process has the conversation by then, it is left to it', async () => {
    const held = await begin();
    await conversations.release(held);
    const other = await conversations.hold(ref());
    losses = ['write'];
    expect((await conversations.commit(held, turn('a'))).state).toBe('stale');
    expect(await found()).toEqual({ said: [], rows: 0, waiting: 1 });
    expect(other?.waiting).toHaveLength(1);
  });
});
