import { absorbBeside } from '../absorb.js';
import type { MessageInput } from '../input.js';
import { DANGER_REPEAT_MINUTES, MINUTE_MS } from '../limits.js';
import { DOUBTS } from '../names.js';
import type { Session } from '../session.js';
import { DANGERS, type Danger } from '../terms.js';
import type { Walk } from '../walk.js';
import type { Global } from './contract.js';
import { interrupt } from './interrupt.js';

const FLOWS = {
  immediate: { sure: 'danger', unsure: DOUBTS.danger },
  suicide: { sure: 'crisis', unsure: DOUBTS.crisis },
} as const;

const higher = (one: Danger, other: Danger): Danger => (DANGERS.indexOf(one) > DANGERS.indexOf(other) ? one : other);

const lately = (walk: Walk, at: number | undefined): boolean =>
  at !== undefined && walk.at - at <= DANGER_REPEAT_MINUTES * MINUTE_MS;

/** Danger is answered in the same turn, sure or gently asked; the rest of the message is used silently. */
export const danger: Global = {
  overTap: true,
  hears: (_walk, { meaning }) => meaning.danger !== 'none',
  act(walk, input) {
    noteDanger(walk, input);
    const { meaning, answer } = input;
    if (meaning.danger === 'none') return undefined;
    const flows = FLOWS[meaning.danger];
    // Asked gently and not answered, only frightened again: that counts as yes.
    const asked = walk.session.at?.flow === flows.unsure && answer === undefined;
    if (meaning.sure || asked)
      return answersHere(walk.session, flows.sure, answer) ? undefined : interrupt(walk, flows.sure);
    if (quiet(walk, meaning.danger)) return undefined;
    walk.session.dangerAsked = { value: meaning.danger, at: walk.at };
    return interrupt(walk, flows.unsure);
  },
};

/** Her words answer the question that the flow itself has put. */
const answersHere = (session: Session, flow: string, answer: string | undefined): boolean =>
  session.at?.flow === flow && answer !== undefined;

/** She has the numbers, or was asked about this danger, minutes ago: not again every turn. */
function quiet(walk: Walk, heard: Danger): boolean {
  const { dangerSaid, dangerSaidAt, dangerAsked } = walk.session;
  const said = dangerSaid === heard && lately(walk, dangerSaidAt);
  return said || (dangerAsked?.value === heard && lately(walk, dangerAsked.at));
}

/** The flow of the danger that she is being asked about: where that is the question, a cry for help says yes. */
export const doubted = ({ at }: Session): string | undefined =>
  Object.values(FLOWS).find(({ unsure }) => unsure === at?.flow)?.sure;

/** Keeps what a message tells of danger, for the records and for the rest of the conversation. */
export function noteDanger(walk: Walk, { meaning }: MessageInput): void {
  const { session } = walk;
  const { danger: heard, sure, because, forOther, minor } = meaning;
  session.danger = higher(session.danger, heard);
  if (forOther) session.forOther = true;
  if (minor) session.minor = true;
  walk.alarmed = true;
  walk.effects.push({ type: 'record', record: { type: 'dangerSeen', danger: heard, sure, because } });
  // What is only suspected to be danger does not yet say what she needs.
  absorbBeside(session, sure || meaning.needSure ? meaning : { ...meaning, needs: [] }, walk.at);
}
