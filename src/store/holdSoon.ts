import { setTimeout as pause } from 'node:timers/promises';
import { RumboError } from '../errors.js';
import type { Conversations, Held } from './conversations.js';
import type { ConversationRef } from './keys.js';

/** A conversation is busy for milliseconds; after this many tries something is wrong. */
const TRIES = 100;
const PAUSE_MS = 25;

/** Takes a conversation, waiting for the turn that has it. @throws RumboError store_unavailable when it stays busy */
export async function holdSoon(conversations: Conversations, ref: ConversationRef): Promise<Held> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const held = await conversations.hold(ref);
    if (held) return held;
    await pause(PAUSE_MS);
  }
  throw new RumboError('store_unavailable', 'A conversation stayed busy.');
}
