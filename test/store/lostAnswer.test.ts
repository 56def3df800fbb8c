import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import { RumboError } from '../../src/errors.js';
import type { Case } from '../../src/handoff/contract.js';
import type { Store } from '../../src/store/contract.js';
import { type Commit, Conversations, type Held, type Row } from '../../src/store/conversations.js';
import { conversationRef, keysOf } from '../../src/store/keys.js';
import { firstTry, type NumberedRow, Outbox } from '../../src/store/outbox.js';
import { type Keeping, keep } from '../support/keeping.js';
import { eventually } from '../support/service.js';

/** What becomes of the next write: its answer gets lost on the way back, the write itself on the way there, or it waits. */
type Loss = 'answer' | 'write' | (() => Promise<unknown>);

let house: Keeping;
let losses: Loss[];
let conversations: Conversations;
const ref = () => conversationRef(house.sealer, 'whatsapp', 'someone');

beforeEach(async () => {
  house = await keep();
  losses = [];
  const transact: Store['transact'] = async (...args) => {
    const loss = losses.shift();
    if (typeof loss === 'function') await loss();
    const results = loss === 'write' ? [] : await house.store.transact(...args);
    if (typeof loss === 'string') throw new RumboError('store_unavailable', 'The store did not answer.');
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

  /** Another process, which loses nothing, answers the next message. */
  async function elsewhere(commit: Commit): Promise<void> {
    const other = new Conversations(house);
    const { held } = await other.accept(ref(), 'two', message('two'));
    if (held) await other.commit(held, { ...commit, consumed: 2 });
  }

  test.each([
    ['another turn was written since', { rows: [] }, {}, ['a', 'b']],
    ['everything was erased since', {}, { forget: true }, ['b']],
  ])('its answer, and %s: nothing is written again', async (_what, own, since, said) => {
    const held = await begin();
    losses = ['answer', () => elsewhere({ ...turn('b'), ...since })];
    const commit = conversations.commit(held, { ...turn('a'), ...own });
    await expect(commit).rejects.toMatchObject({ code: 'store_unavailable' });
    expect((await found()).said).toEqual(said);
    expect((await conversations.read(ref()))?.conversation.session.path).toBe('b');
  });

  test('its answer, and another turn was written since: its outbox still says that it was written, and is sent', async () => {
    const held = await begin();
    losses = ['answer', () => elsewhere(turn('b'))];
    const { state, toSend } = await conversations.commit(held, turn('a'));
    expect({ state, rows: toSend?.rows.map(({ id }) => id) }).toEqual({ state: 'done', rows: [`${ref().id}.a`] });
    expect(await found()).toEqual({ said: ['a', 'b'], rows: 2, waiting: 0 });
  });

  describe('of a coordinator, who writes of the case alone:', () => {
    const kase = { state: 'claimed' } as Case;
    const reply = (): Commit => {
      const { spoken, rows } = turn('b');
      return { spoken, rows, case: kase };
    };
    async function begun(): Promise<Held> {
      await conversations.commit(await begin(), { ...turn('a'), rows: [] });
      const held = await conversations.hold(ref());
      if (!held) throw new Error('busy');
      return held;
    }

    test('its answer', async () => {
      const held = await begun();
      losses = ['answer'];
      expect(await conversations.commit(held, reply())).toMatchObject({ state: 'done' });
      expect(await found()).toEqual({ said: ['a', 'b'], rows: 1, waiting: 0 });
      expect((await conversations.read(ref()))?.case).toEqual(kase);
    });

    test.each(LOSSES.slice(1))('%s: she is told, says it again, and it is heard once', async (_what, lost) => {
      const held = await begun();
      losses = [...lost];
      await expect(conversations.commit(held, reply())).rejects.toMatchObject({ code: 'store_unavailable' });
      expect((await found()).said).toEqual(['a']);
      const again = await conversations.hold(ref());
      if (!again) throw new Error('busy');
      await conversations.commit(again, reply());
      expect((await found()).said).toEqual(['a', 'b']);
    });
  });

  test('a commit that cannot be looked up gives the conversation back', async () => {
    const held = await begin();
    losses = ['write'];
    await expect(conversations.commit(held, { undue: ['case:x'] })).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    expect(await eventually(() => conversations.hold(ref()))).toBeDefined();
  });

  test('its answer and that of the first look, while a message waits: nothing is written again', async () => {
    const held = await begin();
    await accept('two');
    losses = ['answer', 'answer'];
    expect((await conversations.commit(held, turn('a'))).state).toBe('done');
    expect(await found()).toEqual({ said: ['a'], rows: 1, waiting: 1 });
  });

  test('its answer, and then the store while the conversation is let go: it was written all the same', async () => {
    const held = await begin();
    await accept('two');
    losses = ['answer', async () => {}, 'write'];
    expect((await conversations.commit(held, turn('a'))).state).toBe('more');
    expect((await found()).said).toEqual(['a']);
  });

  test('its answer, while a sender has the outbox and comes to its row: one sender sends it', async () => {
    const outbox = new Outbox(house);
    const first = await begin();
    const { toSend } = await conversations.commit(first, turn('x'));
    const { held } = await accept('two');
    if (!held || !toSend) throw new Error('busy');
    const sender = async () => {
      house.clock.at += 1;
      await outbox.finish(toSend, { ...toSend.rows[0], number: 1 } as NumberedRow);
      await outbox.release(toSend);
      const taken = await outbox.take(ref(), house.now(), 'sender');
      if (taken) await outbox.begin(taken, firstTry(taken.rows[0] as Row, house.now()));
    };
    losses = ['answer', sender];
    expect(await conversations.commit(held, { ...turn('a'), consumed: 2 })).toEqual({ state: 'done' });
    expect((await found()).rows).toBe(1);
  });

  test('where another process has the conversation by then, it is left to it', async () => {
    const held = await begin();
    await conversations.release(held);
    const other = await conversations.hold(ref());
    losses = ['write'];
    await expect(conversations.commit(held, turn('a'))).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(await found()).toEqual({ said: [], rows: 0, waiting: 1 });
    expect(other?.waiting).toHaveLength(1);
  });
});
