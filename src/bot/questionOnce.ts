import type { Effect } from '../../dialogs/effect.js';

/**
 * Messages that waited together get one question: the last one asked, after everything else was said.
 * @param turns the effects of each message's turn, in order
 */
export function questionOnce(turns: Effect[][]): Effect[][] {
  if (turns.length < 2) return turns;
  const question = turns.flat().findLast((effect) => effect.type === 'ask');
  const said = new Set<string>();
  const quiet = turns.map((effects) => effects.filter((effect) => effect.type !== 'ask' && isNews(effect, said)));
  if (question) quiet.at(-1)?.push(question);
  return quiet;
}

/** The same words are not said twice in one breath; cards always are. */
function isNews(effect: Effect, said: Set<string>): boolean {
  if (effect.type !== 'say' || effect.services?.length) return true;
  if (said.has(effect.text)) return false;
  said.add(effect.text);
  return true;
}
