import type { MessageInput } from '../input.js';
import type { Outcome } from '../steps/contract.js';
import type { Command } from '../terms.js';
import type { Walk } from '../walk.js';

/** Something that is understood in every state, before the answer to the question on screen. */
export interface Global {
  /** Counted under this name where she asked for it in words or by a choice. */
  command?: Command;
  /** True: it also goes before a tap on the question on screen. */
  overTap?: boolean;
  /** True when the message is meant for it. */
  hears(walk: Walk, input: MessageInput): boolean;
  /** Changes the turn and says where to go; undefined: the message goes on to whatever comes after. */
  act(walk: Walk, input: MessageInput): Outcome | undefined;
}
