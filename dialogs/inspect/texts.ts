import type { Flow, Step } from '../flow.js';
import { choicesOf } from '../steps/asking.js';
import { type TextNeed, textKey } from '../steps/contract.js';
import { kindOf } from '../steps/index.js';
import { LANGUAGES, type Language } from '../terms.js';
import { type Inspected, type Issue, type Limits, lengthOf } from './issue.js';
import { unknownValues, VALUES, withLongest } from './values.js';

/** Where a text is shown, and the most that fits there. */
interface Place {
  name: string;
  max: number;
  /** Text keys of what is shown under it in the same bubble, as numbered lines. */
  under?: string[];
}

/** One text that a flow needs. */
interface Needed {
  flow: string;
  step: string;
  key: string;
  place: Place;
}

/** Every text key that the flows use. */
export const keysOf = (flows: readonly Flow[], limits: Limits): Needed[] =>
  flows.flatMap((flow) =>
    Object.entries(flow.steps).flatMap(([id, step]) =>
      kindOf(step)
        .texts(step)
        .map((need) => neededOf(flow, id, step, need, limits)),
    ),
  );

function neededOf(flow: Flow, step: string, body: Step, { suffix, role }: TextNeed, limits: Limits): Needed {
  const keyOf = (end: string) => textKey({ flow: flow.flow, version: '', step }, end);
  return { flow: flow.flow, step, key: keyOf(suffix), place: placeOf(body, role, limits, keyOf) };
}

function placeOf(step: Step, role: TextNeed['role'], limits: Limits, keyOf: (suffix: string) => string): Place {
  const message = { name: 'a message', max: limits.say };
  if (role === 'say' || (step.type !== 'choose' && step.type !== 'ask')) return message;
  const { length } = step.choices;
  if (role === 'label')
    return length <= limits.buttons ? { name: 'a button', max: limits.button } : { name: 'a row', max: limits.row };
  if (length <= limits.buttons) return length > 0 ? { name: 'a question over buttons', max: limits.question } : message;
  const under = choicesOf(step).map(({ tag }) => keyOf(`choices.${tag}`));
  return { name: 'a question over a list', max: limits.question, under: under.slice(0, limits.choices) };
}

/** Endings of texts that are said on one channel alone: `text_webchat`. */
const VARIANTS = ['_webchat', '_whatsapp'] as const;

const variantsOf = ({ key, ...rest }: Needed): Needed[] => VARIANTS.map((ending) => ({ ...rest, key: key + ending }));

/** Every text that the flows use; a variant that one language has, all have: else a channel would change her language. */
function withVariants({ flows, limits, texts }: Inspected): Needed[] {
  const needed = keysOf(flows, limits);
  const written = needed
    .flatMap(variantsOf)
    .filter(({ key }) => LANGUAGES.some((language) => texts(language, key) !== undefined));
  return [...needed, ...written];
}

/** Texts that are missing, too long, or the same for two choices of one question. */
export const inspectTexts = (inspected: Inspected): Issue[] =>
  LANGUAGES.flatMap((language) => [
    ...withVariants(inspected).flatMap((needed) => textIssues(inspected, language, needed)),
    ...inspected.flows.flatMap((flow) => twins(inspected, language, flow)),
  ]);

function textIssues({ texts }: Inspected, language: Language, { flow, step, key, place }: Needed): Issue[] {
  const text = texts(language, key);
  const at = { severity: 'error', flow, step, language, key } as const;
  if (!text?.trim()) {
    const message = `The text "${key}" is missing in "${language}".`;
    return [{ ...at, code: 'text-missing', message, remedy: `Write it in locales/${language}/${flow}.json.` }];
  }
  const lines = (place.under ?? []).map((label, index) => `${index + 1}. ${texts(language, label) ?? ''}`);
  return [...unfilled(at, text), ...tooLong(at, [text, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n'), place)];
}

type At = Pick<Issue, 'severity' | 'flow' | 'step' | 'language' | 'key'> & { key: string; language: Language };

/** An issue where a text is longer than its place, with the longest values put in. */
export function tooLong(at: At, text: string, { name, max, under }: Place): Issue[] {
  const length = lengthOf(withLongest(text));
  if (length <= max) return [];
  const counted = under ? 'with its numbered choices ' : '';
  const message = `The text "${at.key}" has ${counted}${length} characters in "${at.language}"; ${name} takes ${max}.`;
  const remedy = `Shorten it by ${length - max}; nothing is cut when it is sent.`;
  return [{ ...at, channel: 'whatsapp', code: 'text-too-long', message, remedy }];
}

/** An issue for each value in a text that nobody gives. */
export const unfilled = (at: At, text: string): Issue[] =>
  unknownValues(text).map((value) => {
    const message = `The text "${at.key}" names the value "${value}" in "${at.language}", which nobody gives.`;
    return { ...at, code: 'value-unknown', message, remedy: `Use one of: ${VALUES.join(', ')}.` };
  });

function twins({ texts }: Inspected, language: Language, flow: Flow): Issue[] {
  return Object.entries(flow.steps).flatMap(([step, body]) => {
    if (body.type !== 'choose' && body.type !== 'ask') return [];
    const labels = choicesOf(body).flatMap(({ tag }) => texts(language, `${flow.flow}:${step}.choices.${tag}`) ?? []);
    const folded = labels.map((label) => label.trim().toLowerCase());
    const twice = labels.filter((_label, index) => folded.indexOf(folded[index] ?? '') < index);
    return twice.map((label): Issue => {
      const message = `Two choices are both called "${label}" in "${language}".`;
      const remedy = 'Give each choice its own label.';
      return { severity: 'error', flow: flow.flow, step, language, code: 'label-twice', message, remedy };
    });
  });
}

/** Texts of a flow's file that no step uses. @param keys all keys of a language, e.g. `housing:kind.text` */
export function inspectUnused(
  flows: readonly Flow[],
  limits: Limits,
  language: Language,
  keys: readonly string[],
): Issue[] {
  const names = new Set(flows.map(({ flow }) => flow));
  const used = new Set(
    keysOf(flows, limits).flatMap((needed) => [needed, ...variantsOf(needed)].map(({ key }) => key)),
  );
  return keys.flatMap((key): Issue[] => {
    const [flow = ''] = key.split(':');
    if (!names.has(flow) || used.has(key)) return [];
    const message = `No step uses the text "${key}" ("${language}").`;
    return [
      { severity: 'warning', flow, language, key, code: 'text-unused', message, remedy: 'Remove it, or use it.' },
    ];
  });
}
