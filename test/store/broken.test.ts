import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import { Conversations } from '../../src/store/conversations.js';
import { conversationRef, keysOf } from '../../src/store/keys.js';
import { type Keeping, keep } from '../support/keeping.js';

const GARBAGE = Buffer.alloc(80, 1);
let house: Keeping;
let broken: unknown[];
let conversations: Conversations;
beforeEach(async () => {
  house = await keep();
  broken = [];
  conversations = new Conversations({ ...house, onBroken: (error) => broken.push(error) });
});
afterEach(() => house.end());

const ref = () => conversationRef(house.sealer, 'whatsapp', 'someone');
const message = { channel: 'whatsapp', address: {}, activity: { text: 'hola' }, at: 0 };

test('an entry that does not open keeps nobody waiting', async () => {
  const { inbox } = keysOf(ref());
  await house.store.transact(ref().tag, [{ changes: [{ do: 'append', key: inbox, value: GARBAGE }] }]);
  const { held } = await conversations.accept(ref(), 'id', message);
  expect(held).toMatchObject({ broken: 1, waiting: [{ number: 2 }] });
  expect(broken).toHaveLength(1);
});

test('a conversation that does not open starts anew', async () => {
  const { conversation: key } = keysOf(ref());
  await house.store.transact(ref().tag, [{ changes: [{ do: 'put', key, value: GARBAGE }] }]);
  const { held } = await conversations.accept(ref(), 'id', message);
  expect(held?.conversation).toBeUndefined();
  if (held) await conversations.commit(held, { conversation: kept(), consumed: 1 });
  expect((await conversations.read(ref()))?.conversation.session.path).toBe('path');
});

const kept = () => ({ session: newSession('path'), channel: 'whatsapp', address: {}, lastInboundAt: 0 });
