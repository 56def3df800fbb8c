import { MAX_DOUBTS } from './limits.js';
import type { Meaning } from './meaning.js';
import type { Session } from './session.js';
import { addNeed, fill, setNeed } from './slots.js';

/** Uses what a message says of itself: need, topic and place. What she says last holds. @returns whether it said any */
export function absorb(session: Session, meaning: Meaning, at: number): boolean {
  const [need] = meaning.needs;
  if (need && meaning.needSure) setNeed(session, need, at);
  else if (need && !session.slots.need) session.doubt = meaning.needs.slice(0, MAX_DOUBTS);
  const topic = absorbTopic(session, meaning, at);
  const place = absorbPlace(session, meaning, at);
  return (need !== undefined && meaning.needSure) || topic || place;
}

/** The same beside an answer or an interruption: a need already on hand stays the current one. */
export function absorbBeside(session: Session, meaning: Meaning, at: number): void {
  const [need] = meaning.needs;
  if (need && meaning.needSure) {
    if (session.slots.need) addNeed(session, need);
    else setNeed(session, need, at);
  }
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
