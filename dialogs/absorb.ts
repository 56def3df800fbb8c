import { MAX_DOUBTS } from './limits.js';
import type { Meaning } from './meaning.js';
import type { Session } from './session.js';
import { addNeed, fill, setNeed } from './slots.js';
import type { Need } from './terms.js';

/** The need that a message names plainly: a sure one, or the only likely one while nothing better is known. */
export function plainNeed({ needs, needSure }: Meaning, known?: Need): Need | undefined {
  const onlyOne = needs.length === 1 && known === undefined;
  return needSure || onlyOne ? needs[0] : undefined;
}

/** Uses what a message says of itself: need, topic and place. What she says last holds. @returns whether it said any */
export function absorb(session: Session, meaning: Meaning, at: number): boolean {
  const known = session.slots.need?.value;
  const need = plainNeed(meaning, known);
  if (need) setNeed(session, need, at);
  else if (meaning.needs.length > 0 && !known) session.doubt = meaning.needs.slice(0, MAX_DOUBTS);
  const topic = absorbTopic(session, meaning, at);
  const place = absorbPlace(session, meaning, at);
  return need !== undefined || topic || place;
}

/** The same beside an answer or an interruption: a need already on hand stays the current one. */
export function absorbBeside(session: Session, meaning: Meaning, at: number): void {
  const known = session.slots.need?.value;
  const need = plainNeed(meaning, known);
  if (need && known) addNeed(session, need);
  else if (need) setNeed(session, need, at);
  absorbTopic(session, meaning, at);
  absorbPlace(session, meaning, at);
}

/** A topic counts where it belongs to the need that is spoken of. */
function absorbTopic(session: Session, { kind, needs }: Meaning, at: number): boolean {
  const [need] = needs;
  const current = session.slots.need?.value;
  if (!kind || (need && need !== current)) return false;
  fill(session, 'kind', kind, at);
  return true;
}

function absorbPlace(session: Session, { place }: Meaning, at: number): boolean {
  if (place) fill(session, 'place', place.region, at, place);
  return place !== undefined;
}
