import type { MessageInput } from './input.js';
import type { Meaning } from './meaning.js';
import { DONE, GOODBYE, THANKS } from './names.js';
import type { AskedQuestion, Outcome } from './steps/contract.js';
import { startOf, type Walk } from './walk.js';

const isFarewell = ({ farewell, danger, command, safeWord }: Meaning): boolean =>
  farewell === true && danger === 'none' && !command && !safeWord;

/** Thanks or a goodbye where a choice ends the topic: they take it. */
export function endOf({ choices }: AskedQuestion, meaning: Meaning): string | undefined {
  return isFarewell(meaning) && choices.some(({ value }) => value === DONE) ? DONE : undefined;
}

/** Thanks are answered kindly, and nothing more is asked. */
export function farewell(walk: Walk, { meaning }: MessageInput): Outcome | undefined {
  if (!isFarewell(meaning)) return undefined;
  walk.session.thanked = true;
  const go = startOf(walk, GOODBYE, THANKS);
  return go ? { go } : { end: 'rest' };
}

/** After the conversation came to its end: once in words, then in silence. */
export function farewellAtRest(walk: Walk, input: MessageInput): Outcome | undefined {
  if (!isFarewell(input.meaning) || walk.session.slots.safe?.value !== 'yes') return undefined;
  return walk.session.thanked ? 'stay' : farewell(walk, input);
}

/** She asked for silence and only says thanks or goodbye: it stays silent. */
export function staysClosed({ session }: Walk, { meaning, answer }: MessageInput): boolean {
  const isSilent = session.closed === 'stop' || session.closed === 'not-safe';
  return isSilent && isFarewell(meaning) && answer !== 'yes';
}
