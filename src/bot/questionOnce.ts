import type { Effect } from '../../dialogs/effect.js';

/**
 * Messages that waited together get one question: the last one asked, after everything else was said. Of what came
 * before a safe word, hers or everybody's, nothing is said any more.
 * @param turns the effects of each message's turn, in order
 * @param waits whether a question is still on screen after the last
 */
export function questionOnce(turns: Effect[][], waits: boolean): Effect[][] {
  if (turns.length < 2) return turns;
  const question = turns.flat().findLast((effect) => effect.type === 'ask');
  const safeWord = turns.findLastIndex((effects) => effects.some(isSafeWord));
  const said = new Set<string>();
  const quiet = turns.map((effects, index) =>
    effects.filter(
      (effect) =>
        effect.type !== 'ask' &&
        !((effect.type === 'say' || effect.type === 'summary') && index < safeWord) &&
        isNews(effect, said),
    ),
  );
  if (question && waits) quiet.at(-1)?.push(question);
  return quiet;
}

const isSafeWord = (effect: Effect): boolean =>
  effect.type === 'record' && effect.record.type === 'closed' && HIDING.includes(effect.record.how);

const HIDING = ['safe-word', 'face'];

/** The same words are not said twice in one breath; cards always are. */
function isNews(effect: Effect, said: Set<string>): boolean {
  if (effect.type !== 'say' || effect.services?.length) return true;
  if (said.has(effect.text)) return false;
  said.add(effect.text);
  return true;
}
