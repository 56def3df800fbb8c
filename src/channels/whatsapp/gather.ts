import type { Activity } from 'botbuilder';
import { audioBubble, audioOf, withoutAudio } from './audio.js';
import { layoutOf } from './choices.js';
import { LIMITS } from './limits.js';
import { BLANK_LINE, room, splitForSending } from './splitForSending.js';

/**
 * What is said in one turn, in as few bubbles as the platform's limits allow: every bubble makes her phone sound, and
 * somebody else may hear it. Texts are joined whole, choices stay under the last of them, recordings follow in their
 * order, and nothing is cut.
 */
export function gather(activities: readonly Partial<Activity>[]): Partial<Activity>[] {
  const said = activities.filter(isSaid);
  return [...joinAll(said.map(withoutAudio)).flatMap(splitForSending), ...said.flatMap(audioBubble)];
}

function joinAll(activities: readonly Partial<Activity>[]): Partial<Activity>[] {
  const bubbles: Partial<Activity>[] = [];
  for (const activity of activities.filter(hasWords)) {
    const before = bubbles.at(-1);
    const joined = before && join(before, activity);
    if (joined) bubbles[bubbles.length - 1] = joined;
    else bubbles.push(activity);
  }
  return bubbles;
}

const hasWords = ({ text }: Partial<Activity>): boolean => Boolean(text?.trim());
const isSaid = (activity: Partial<Activity>): boolean =>
  (activity.type ?? 'message') === 'message' && (hasWords(activity) || audioOf(activity) !== undefined);

/** @returns undefined where they do not fit into one, or where the first already ends in choices */
function join(first: Partial<Activity>, second: Partial<Activity>): Partial<Activity> | undefined {
  if (layoutOf(first) !== 'none') return undefined;
  const text = `${first.text?.trim()}${BLANK_LINE}${second.text?.trim()}`;
  const joined = { ...second, text };
  return text.length <= roomOf(joined) ? joined : undefined;
}

/** Numbered choices stand in the text and cannot be told from it any more, so that nothing is joined to them. */
function roomOf(activity: Partial<Activity>): number {
  const layout = layoutOf(activity);
  if (layout === 'none') return LIMITS.textBody;
  return layout === 'numbered' ? 0 : room(activity);
}
