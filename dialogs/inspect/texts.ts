import type { Flow, Step } from '../flow.js';
import { choicesOf } from '../steps/asking.js';
import { type TextNeed, textKey } from '../steps/contract.js';
import { kindOf } from '../steps/index.js';
import { LANGUAGES, type Language } from '../terms.js';
import { type Inspected, type Issue, type Limits, lengthOf } from './issue.js';

/** One text that a flow needs, and the longest it may be. */
interface Needed {
  flow: string;
  step: string;
  key: string;
  max: number;
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
  const key = textKey({ flow: flow.flow, version: '', step }, suffix);
  return { flow: flow.flow, step, key, max: maxOf(body, role, limits) };
}

function maxOf(step: Step, role: TextNeed['role'], limits: Limits): number {
  if (role === 'say' || (step.type !== 'choose' && step.type !== 'ask')) return limits.say;
  if (role === 'label') return step.choices.length <= limits.buttons ? limits.button : limits.row;
  return step.choices.length > 0 ? limits.question : limits.say;
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

function textIssues({ texts }: Inspected, language: Language, { flow, step, key, max }: Needed): Issue[] {
  const text = texts(language, key);
  const at = { severity: 'error', flow, step, language, key } as const;
  if (!text?.trim()) {
    const message = `The text "${key}" is missing in "${language}".`;
    return [{ ...at, code: 'text-missing', message, remedy: `Write it in locales/${language}/${flow}.json.` }];
  }
  const length = lengthOf(text);
  if (length <= max) return [];
  const message = `The text "${key}" has ${length} characters in "${language}"; at most ${max} fit.`;
  return [{ ...at, channel: 'whatsapp', code: 'text-too-long', message, remedy: 'Shorten it.' }];
}

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
