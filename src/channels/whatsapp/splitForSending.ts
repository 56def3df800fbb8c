import type { Activity } from 'botbuilder';
import { audioBubble, withoutAudio } from './audio.js';
import { layoutOf, numbered, pageOf } from './choices.js';
import { LIMITS } from './limits.js';
import { splitEnd, splitText } from './splitText.js';

/** Between a text and the numbered choices under it. */
export const BLANK_LINE = '\n\n';

/** The text of a list or numbered bubble: the choices stand in it too, to be read without opening the list. */
export const withNumbers = (activity: Partial<Activity>): string =>
  [activity.text?.trim(), numbered(pageOf(activity))].filter(Boolean).join(BLANK_LINE);

const plain = (activity: Partial<Activity>, text: string): Partial<Activity>[] => {
  const { suggestedActions: _shownAlready, ...rest } = activity;
  return splitText(text, LIMITS.textBody).map((piece) => ({ ...rest, text: piece }));
};

/** How long the text of a bubble with choices may be. */
export function room(activity: Partial<Activity>): number {
  const page = pageOf(activity);
  const lines = page.layout === 'list' ? BLANK_LINE.length + numbered(page).length : 0;
  return LIMITS.interactiveBody - lines;
}

function withChoices(activity: Partial<Activity>): Partial<Activity>[] {
  const text = activity.text?.trim() ?? '';
  if (text.length <= room(activity)) return [{ ...activity, text }];
  const [start, end] = splitEnd(text, room(activity));
  return [...plain(activity, start), { ...activity, text: end }];
}

/**
 * Parts an activity into bubbles, each of which is one request, so that every bubble can have an outbox row of its own
 * and a retry repeats nothing that went out. Nothing is cut; what is too long for a bubble with choices goes before it.
 * A bubble stays as it is. A recording follows its text. An activity that says nothing (an event, an empty text) gives none.
 */
export function splitForSending(activity: Partial<Activity>): Partial<Activity>[] {
  if ((activity.type ?? 'message') !== 'message') return [];
  return [...splitWords(withoutAudio(activity)), ...audioBubble(activity)];
}

function splitWords(activity: Partial<Activity>): Partial<Activity>[] {
  const layout = layoutOf(activity);
  if (layout === 'none') return plain(activity, activity.text ?? '');
  return layout === 'numbered' ? plain(activity, withNumbers(activity)) : withChoices(activity);
}
