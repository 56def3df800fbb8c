import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import type { Channel, Outgoing, Sent } from '../../src/channels/contract.js';
import { MAX_ATTEMPTS, UNCERTAIN_MS } from '../../src/delivery/policy.js';
import { Sender } from '../../src/delivery/sender.js';
import { WINDOW_MS } from '../../src/delivery/window.js';
import { NO_METER } from '../../src/meter.js';
import { Conversations } from '../../src/store/conversations.js';
import { DeadLetters } from '../../src/store/deadLetters.js';
import { conversationRef, keysOf } from '../../src/store/keys.js';
import { Outbox, SEND_LEASE_MS, type Taken } from '../../src/store/outbox.js';
import { type Keeping, keep } from '../support/keeping.js';

const HOUR = 3_600_000;

/** A channel that answers as told, and remembers what it was given. */
class Platform implements Channel {
  readonly name = 'whatsapp';
  readonly pushes = true;
  readonly got: string[] = [];
  answers: Sent[] = [];

  async send({ activity }: Outgoing): Promise<Sent> {
    this.got.push(activity.text ?? '');
    return this.answers.shift() ?? { state: 'sent' };
  }
}

let house: Keeping;
let platform: Platform;
let sender: Sender;
let conversations: Conversations;
let deadLetters: DeadLetters;
let taken: Taken | undefined;
const ref = () => conversationRef(house.sealer, 'whatsapp', 'someone');

beforeEach(async () => {
  house = await keep();
  platform = new Platform();
  conversations = new Conversations(house);
  deadLetters = new DeadLetters(house.store);
  sender = new Sender(deps());
});
afterEach(() => house.end());

const deps = () => ({
  outbox: new Outbox(house),
  deadLetters,
  channel: () => platform,
  meter: NO_METER,
  now: house.now,
  random: () => 1,
});

async function queue(...texts: string[]): Promise<void> {
  const held = await conversations.hold(ref());
  if (!held) throw new Error('busy');
  const conversation = {
    session: newSession('path'),
    channel: 'whatsapp',
    address: { to: '1' },
    lastInboundAt: house.now(),
  };
  const rows = texts.map((text) => ({
    id: `${ref().id}.${text}`,
    activity: { type: 'message', text },
    at: house.now(),
  }));
  taken = (await conversations.commit(held, { conversation, rows })).toSend;
}

/** Sends what was queued, as whoever commits does; afterwards as the sweep does. */
function send(): Promise<void> {
  const mine = taken;
  taken = undefined;
  return mine ? sender.carryOn(mine) : sender.drain(ref());
}

describe('the sender', () => {
  test('sends in order, each once', async () => {
    await queue('one', 'two', 'three');
    await send();
    await send();
    expect(platform.got).toEqual(['one', 'two', 'three']);
  });

  test('the next waits until the one before has gone', async () => {
    platform.answers = [{ state: 'retry', code: '130429' }];
    await queue('one', 'two');
    await send();
    house.clock.at += 2_000;
    await send();
    expect(platform.got).toEqual(['one', 'one', 'two']);
  });

  test('an ambiguous one is not repeated while its status may come', async () => {
    platform.answers = [{ state: 'uncertain', code: 'reset' }];
    await queue('one');
    await send();
    house.clock.at += UNCERTAIN_MS - 1;
    await send();
    expect(platform.got).toEqual(['one']);
  });

  test('a status settles it', async () => {
    platform.answers = [{ state: 'uncertain', code: 'reset' }];
    await queue('one', 'two');
    await send();
    await sender.settle('whatsapp', { id: `${ref().id}.one`, platformId: 'wamid', status: 'delivered' });
    await sender.idle();
    expect(platform.got).toEqual(['one', 'two']);
  });

  test('a status that comes while another process has the row in hand settles it too', async () => {
    const other = new Sender(deps());
    platform.send = async (outgoing) => {
      await Platform.prototype.send.call(platform, outgoing);
      platform.send = Platform.prototype.send;
      await other.settle('whatsapp', { id: outgoing.id, platformId: 'wamid', status: 'sent' });
      return { state: 'uncertain', code: 'reset' };
    };
    await queue('one', 'two');
    await send();
    expect(platform.got).toEqual(['one', 'two']);
  });

  test('a status is taken over at once, also while its message is still on its way', async () => {
    platform.send = async (outgoing) => {
      await Platform.prototype.send.call(platform, outgoing);
      await sender.settle('whatsapp', { id: outgoing.id, platformId: 'wamid', status: 'sent' });
      return { state: 'sent' };
    };
    await queue('one');
    await send();
    await sender.idle();
    expect(platform.got).toEqual(['one']);
  });

  test('what the platform took and then could not bring is shown', async () => {
    await queue('one');
    await send();
    await sender.settle('whatsapp', { id: `${ref().id}.one`, platformId: 'w', status: 'failed', errorCode: '131026' });
    expect(await deadLetters.list()).toMatchObject([{ code: '131026' }]);
  });

  test('an outbox that is empty leaves nothing behind', async () => {
    await queue('one', 'two');
    await send();
    const left: string[] = [];
    for await (const key of house.store.keys(ref().tag)) left.push(key);
    expect(left).toEqual([keysOf(ref()).conversation]);
  });

  test('without a status it goes out again: twice is better than never', async () => {
    platform.answers = [{ state: 'uncertain', code: 'reset' }];
    await queue('one');
    await send();
    house.clock.at += UNCERTAIN_MS + 1;
    await send();
    expect(platform.got).toEqual(['one', 'one']);
  });

  test('what cannot be sent becomes a dead letter without words, and delays nobody', async () => {
    platform.answers = [{ state: 'dead', code: '131026' }];
    await queue('one', 'two');
    await send();
    expect(platform.got).toEqual(['one', 'two']);
    expect(await deadLetters.list()).toEqual([expect.objectContaining({ code: '131026', conversation: ref().id })]);
  });

  test('after 24 hours nothing is sent', async () => {
    await queue('late');
    house.clock.at += WINDOW_MS + 1;
    await send();
    // Whoever committed it died; the sweep finds it.
    await send();
    expect(platform.got).toEqual([]);
    expect(await deadLetters.list()).toEqual([expect.objectContaining({ code: 'window_closed' })]);
  });

  test('a new message does not shorten the pause that the platform asked for', async () => {
    platform.answers = [{ state: 'retry', code: '131056', afterMs: 60_000 }];
    await queue('one');
    await send();
    await queue('two');
    await send();
    expect(platform.got).toEqual(['one']);
  });

  test('a channel that was refused for long costs a row none of its tries', async () => {
    const halted: Sent = { state: 'halted', code: '190' };
    platform.answers = [...Array<Sent>(MAX_ATTEMPTS).fill(halted), { state: 'retry', code: '131000' }];
    await queue('one');
    for (let tries = 0; tries < MAX_ATTEMPTS + 2; tries += 1) {
      await send();
      house.clock.at += HOUR;
    }
    expect(platform.got).toHaveLength(MAX_ATTEMPTS + 2);
    expect(await deadLetters.list()).toEqual([]);
  });

  test('what was queued before she left stays unsent, also in the middle of sending', async () => {
    const leave = async () => {
      const held = await conversations.hold(ref());
      if (held) await conversations.commit(held, { dropQueued: true });
    };
    platform.send = async (outgoing) => {
      await leave();
      return Platform.prototype.send.call(platform, outgoing);
    };
    await queue('one', 'two', 'three');
    await send();
    await send();
    expect(platform.got).toEqual(['one']);
    expect(await house.store.due(keysOf(ref()).due, Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  test('slow answers cost no row its lease', async () => {
    platform.send = async (outgoing) => {
      house.clock.at += 15_000;
      return Platform.prototype.send.call(platform, outgoing);
    };
    await queue('1', '2', '3', '4', '5', '6', '7');
    await send();
    expect(platform.got).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  test('a process that was stopped, and wakes up when its lease is over, leaves the sending to others', async () => {
    await queue('one');
    house.clock.at += SEND_LEASE_MS;
    await send();
    expect(platform.got).toEqual([]);
    await send();
    expect(platform.got).toEqual(['one']);
  });

  test('a channel that throws loses nothing', async () => {
    platform.send = async () => {
      throw new Error('socket');
    };
    await queue('one');
    await send();
    platform.send = Platform.prototype.send;
    house.clock.at += UNCERTAIN_MS + 1;
    await send();
    expect(platform.got).toEqual(['one']);
  });
});
