import type { Activity } from 'botbuilder';
import { LIMITS } from './limits.js';
import { encodeTap, type Tap } from './taps.js';

/** One choice as the platform shows it. */
export interface ShownChoice {
  title: string;
  /** undefined: its tap could not come back, so it cannot be a button. */
  id: string | undefined;
}

/** How the choices of an activity are shown. `numbered`: as lines of the text, to be answered by number. */
export type Layout = 'none' | 'buttons' | 'list' | 'numbered';

const isTap = (value: unknown): value is Tap =>
  typeof value === 'object' &&
  value !== null &&
  'slot' in value &&
  'value' in value &&
  typeof value.slot === 'string' &&
  typeof value.value === 'string';

/** The choices that an activity offers, in their order. */
export function readChoices(activity: Partial<Activity>): ShownChoice[] {
  const actions = activity.suggestedActions?.actions ?? [];
  return actions.map(({ title, value }) => ({ title, id: isTap(value) ? encodeTap(value) : undefined }));
}

const areDistinct = (values: (string | undefined)[]) =>
  values.every((value) => value !== undefined && value.trim() !== '') && new Set(values).size === values.length;

const fits = (choices: ShownChoice[], most: number, titleLength: number) =>
  choices.length <= most &&
  choices.every(({ title }) => title.length <= titleLength) &&
  areDistinct(choices.map(({ title }) => title)) &&
  areDistinct(choices.map(({ id }) => id));

/** The easiest layout that shows every choice whole. Nothing is ever shortened to fit. */
export function layoutOf(activity: Partial<Activity>): Layout {
  const choices = readChoices(activity);
  if (choices.length === 0) return 'none';
  if (!activity.text?.trim()) return 'numbered';
  if (fits(choices, LIMITS.buttons, LIMITS.buttonTitle)) return 'buttons';
  return fits(choices, LIMITS.rows, LIMITS.rowTitle) ? 'list' : 'numbered';
}

/** The choices as lines "1. Title". */
export const numbered = (choices: ShownChoice[]): string =>
  choices.map(({ title }, index) => `${index + 1}. ${title}`).join('\n');
