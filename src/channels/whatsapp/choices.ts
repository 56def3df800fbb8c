import type { Activity } from 'botbuilder';
import type { Actions } from '../messageBack.js';
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

/** What of the choices is on screen at once. */
export interface Page {
  layout: Layout;
  choices: ShownChoice[];
  /** The number of the first of them, from 1. */
  first: number;
  /** The row that leads to those after them. */
  more?: ShownChoice;
}

const isTap = (value: unknown): value is Tap =>
  typeof value === 'object' &&
  value !== null &&
  'slot' in value &&
  'value' in value &&
  typeof value.slot === 'string' &&
  typeof value.value === 'string';

/** All choices that an activity offers, in their order, and the layout that shows them all whole. */
interface Choices {
  choices: ShownChoice[];
  whole?: 'buttons' | 'list';
}

const NO_ACTIONS: Actions = [];
/** Gathering, splitting and sending all ask for the same choices: they are read once. */
const known = new WeakMap<Actions, Choices>();

function choicesOf({ suggestedActions }: Partial<Activity>): Choices {
  const actions = suggestedActions?.actions ?? NO_ACTIONS;
  const read = known.get(actions) ?? readChoices(actions);
  known.set(actions, read);
  return read;
}

function readChoices(actions: Actions): Choices {
  const choices = actions.map(({ title, value }) => ({ title, id: isTap(value) ? encodeTap(value) : undefined }));
  if (fits(choices, LIMITS.buttons, LIMITS.buttonTitle)) return { choices, whole: 'buttons' };
  return fits(choices, LIMITS.rows, LIMITS.rowTitle) ? { choices, whole: 'list' } : { choices };
}

const areDistinct = (values: (string | undefined)[]) =>
  values.every((value) => value !== undefined && value.trim() !== '') && new Set(values).size === values.length;

const fits = (choices: ShownChoice[], most: number, titleLength: number) =>
  choices.length <= most &&
  choices.every(({ title }) => title.length <= titleLength) &&
  areDistinct(choices.map(({ title }) => title)) &&
  areDistinct(choices.map(({ id }) => id));

/** The easiest layout that shows every choice whole. Nothing is ever shortened to fit. */
export function pageOf(activity: Partial<Activity>): Page {
  const { choices, whole } = choicesOf(activity);
  const all = { choices, first: 1 };
  if (choices.length === 0) return { layout: 'none', ...all };
  if (!activity.text?.trim()) return { layout: 'numbered', ...all };
  if (whole) return { layout: whole, ...all };
  const part = fits(choices, Number.POSITIVE_INFINITY, LIMITS.rowTitle) ? partOf(activity, choices) : undefined;
  return part ?? { layout: 'numbered', ...all };
}

export const layoutOf = (activity: Partial<Activity>): Layout => pageOf(activity).layout;

/** What an activity says of showing its choices in parts: the row's words, what its tap names, and where to begin. */
interface Parts {
  more?: { title?: unknown; slot?: unknown };
  from?: unknown;
}

/** @returns undefined where no row may lead on */
function partOf(activity: Partial<Activity>, choices: ShownChoice[]): Page | undefined {
  const { more, from }: Parts = activity.channelData ?? {};
  const start = typeof from === 'number' && from > 0 && from < choices.length ? Math.floor(from) : 0;
  const rest = choices.slice(start);
  if (rest.length <= LIMITS.rows) return { layout: 'list', choices: rest, first: start + 1 };
  const shown = rest.slice(0, LIMITS.rows - 1);
  const value = String(start + shown.length);
  const row = { title: String(more?.title ?? ''), id: encodeTap({ slot: String(more?.slot ?? ''), value }) };
  if (!fits([...shown, row], LIMITS.rows, LIMITS.rowTitle)) return undefined;
  return { layout: 'list', choices: shown, first: start + 1, more: row };
}

/** The choices on screen as lines "1. Title"; those of a later part keep their numbers. */
export const numbered = ({ choices, first }: Pick<Page, 'choices' | 'first'>): string =>
  choices.map(({ title }, index) => `${first + index}. ${title}`).join('\n');
