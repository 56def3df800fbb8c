import type { Around } from './input.js';
import { FACE_LINES, MINUTE_MS, SHARED_FRESH_MINUTES } from './limits.js';
import type { Place } from './meaning.js';
import type { Session } from './session.js';
import { CONTACTS, LANGUAGES, NEEDS, type Need, REGIONS, SLOTS, type Slot } from './terms.js';

/** What a `branch` may ask for. */
export const FACTS = [
  ...SLOTS,
  'danger',
  'forOther',
  'minor',
  'shared',
  'audio',
  'recordings',
  'personAsked',
  'face',
] as const;
export type Fact = (typeof FACTS)[number];
export type Facts = Record<Fact, string | undefined>;

/** The values a slot may hold; undefined where tags are free. */
export const CLOSED_LISTS: Partial<Record<Slot, readonly string[]>> = {
  language: LANGUAGES,
  safe: ['yes', 'no'],
  need: NEEDS,
  place: REGIONS,
  contact: CONTACTS,
};

const yesNo = (is: boolean | undefined): 'yes' | 'no' => (is ? 'yes' : 'no');

/** What is known, as tags. */
export function factsOf(session: Session, around?: Around): Facts {
  const { slots, face } = session;
  return {
    language: session.language,
    safe: slots.safe?.value,
    need: slots.need?.value,
    place: slots.place?.value.region,
    children: slots.children?.value,
    kind: slots.kind?.value,
    contact: slots.contact?.value,
    feedback: slots.feedback?.value,
    danger: session.danger,
    forOther: yesNo(session.forOther),
    minor: yesNo(session.minor),
    shared: yesNo(session.shared),
    audio: yesNo(session.audio),
    recordings: yesNo(around?.recordings),
    personAsked: yesNo(around?.caseOpen),
    face: face && (face.now ?? String(face.said % FACE_LINES)),
  };
}

const within = <T extends string>(list: readonly T[], value: string): T | undefined =>
  list.find((known) => known === value);

/** Fills a slot. A value outside its closed list changes nothing. @param at when, ms since 1970 */
export function fill(session: Session, slot: Slot, value: string, at: number, place?: Place): void {
  const { slots } = session;
  if (slot === 'language') session.language = within(LANGUAGES, value) ?? session.language;
  else if (slot === 'kind' || slot === 'children' || slot === 'feedback') slots[slot] = { value, at };
  else if (slot === 'need') {
    const need = within(NEEDS, value);
    if (need) setNeed(session, need, at);
  } else if (slot === 'contact') {
    const contact = within(CONTACTS, value);
    if (contact) slots.contact = { value: contact, at };
  } else if (slot === 'safe') {
    if (value === 'yes' || value === 'no') slots.safe = { value, at };
  } else {
    const region = within(REGIONS, value);
    if (region) slots.place = { value: place?.region === region ? place : { region }, at };
  }
}

/** Makes a need the current one. A topic of another need no longer holds. */
export function setNeed(session: Session, need: Need, at: number): void {
  if (session.slots.need?.value !== need) delete session.slots.kind;
  session.slots.need = { value: need, at };
  addNeed(session, need);
  delete session.doubt;
}

/** Puts a need first in the list of those she named. */
export function addNeed(session: Session, need: Need): void {
  session.needs = [need, ...session.needs.filter((named) => named !== need)];
}

export function forget(session: Session, slot: Slot): void {
  if (slot !== 'language') delete session.slots[slot];
  if (slot === 'need') delete session.slots.kind;
}

/** How long her answer that it is safe holds, in minutes: shorter where others use the phone too. */
export const safeMinutes = ({ shared }: Session, minutes: number): number =>
  shared ? Math.min(minutes, SHARED_FRESH_MINUTES) : minutes;

/** The tag a slot holds, unless it is older than `freshMinutes`. */
export function known(session: Session, slot: Slot, at: number, freshMinutes?: number): string | undefined {
  const since = slot === 'language' ? undefined : session.slots[slot]?.at;
  const fresh = freshMinutes !== undefined && slot === 'safe' ? safeMinutes(session, freshMinutes) : freshMinutes;
  const stale = fresh !== undefined && since !== undefined && at - since > fresh * MINUTE_MS;
  return stale ? undefined : factsOf(session)[slot];
}
