import type { ShownActivity } from './line.js';
import { labelled, text, worded } from './texts.js';

/** What a module that is loaded later needs of the page: there is only one set of words. */
export const tools = { text, worded, labelled };
export type Tools = typeof tools;

/** Adds to a message what few need. What cannot be loaded is left out: the words stand there. */
export async function addExtras(place: HTMLElement, activity: ShownActivity): Promise<void> {
  try {
    if (activity.channelData?.keep) (await import('./later/summary.js')).offerSummary(place, activity.text, tools);
    (await import('./later/aloud.js')).offerAloud(place, activity, tools);
  } catch {
    // Without a connection there is nobody to tell.
  }
}
