import type { FlowSet } from '../../dialogs/advance.js';
import type { AskedQuestion } from '../../dialogs/question.js';
import { isSafeAt } from '../../dialogs/safety.js';
import type { Session } from '../../dialogs/session.js';
import type { Waiting } from '../store/conversations.js';
import type { Decision } from './decide.js';

/** What a tap on "more choices" fills; no slot and no step is called so. */
export const MORE = '+';

/** True for a tap on the row that leads to further choices, of whichever question. */
export const asksForMore = ({ activity }: Pick<Waiting, 'activity'>): boolean =>
  (activity.value as { slot?: unknown } | undefined)?.slot === MORE;

/**
 * The question on screen again, from the choice that she asked to see. Nothing else happens: the dialog is not told.
 * @returns undefined where she asked for nothing of the kind, or nothing is asked any more; and where she was away for
 * so long that the dialog asks first whether it is safe
 */
export function nextPage(
  waiting: Waiting,
  session: Session,
  question: AskedQuestion | undefined,
  flows: FlowSet,
): Decision | undefined {
  if (!question || session.closed === 'face' || !asksForMore(waiting)) return undefined;
  if (session.slots.safe?.value === 'yes' && !isSafeAt(flows, session, waiting.at)) return undefined;
  const { text, slot, choices } = question;
  const from = Number((waiting.activity.value as { value?: unknown }).value);
  const isPlace = Number.isInteger(from) && from > 0 && from < choices.length;
  return { session, effects: [{ type: 'ask', text, slot, choices, from: isPlace ? from : 0 }], lookups: [] };
}
