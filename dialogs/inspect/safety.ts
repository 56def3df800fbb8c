import type { Flow } from '../flow.js';
import { ORIENTATION } from '../names.js';
import { LANGUAGES, type Language } from '../terms.js';
import { EMERGENCY_NUMBER, type Inspected, type Issue, lengthOf } from './issue.js';

/** Beginnings of words that a locked screen must not show, in all languages, without accents. */
const TELLING = [
  'violen',
  'gewel',
  'maltrat',
  'abus',
  'misbru',
  'mishand',
  'agress',
  'agres',
  'batt',
  'beat',
  'mujer',
  'mulher',
  'femme',
  'vrouw',
  'wom',
  'refug',
  'abrig',
  'shelter',
  'opvang',
  'victim',
  'vitim',
  'slachtoffer',
  'polic',
  'politi',
  'danger',
  'peligr',
  'perig',
  'gevaar',
  'suicid',
  'zelfmoord',
  'denunci',
  'plainte',
  'aangifte',
  'marido',
  'mari ',
  'husband',
  'echtgeno',
] as const;

/** What the screen shows first is neutral; the danger flows begin with the emergency number and are short. */
export const inspectSafety = (inspected: Inspected): Issue[] =>
  LANGUAGES.flatMap((language) => [...preview(inspected, language), ...dangerBlocks(inspected, language)]);

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const firstKey = (flow: Flow): string => `${flow.flow}:${flow.start}.text`;

function preview({ byName, texts, limits }: Inspected, language: Language): Issue[] {
  const flow = byName.get(ORIENTATION);
  const key = flow && firstKey(flow);
  const shown = key && fold([...(texts(language, key) ?? '')].slice(0, limits.preview).join(''));
  const telling = TELLING.find((word) => new RegExp(`(^|[^a-z])${word}`).test(shown ?? ''));
  if (!flow || !telling) return [];
  const message = `The first ${limits.preview} characters of "${key}" hold "${telling.trim()}…" in "${language}"; a locked screen shows them.`;
  return [
    {
      severity: 'error',
      flow: flow.flow,
      step: flow.start,
      language,
      key,
      code: 'preview-telling',
      message,
      remedy: 'Begin with neutral words.',
    },
  ];
}

function dangerBlocks({ byName, texts, limits }: Inspected, language: Language): Issue[] {
  return ['danger', 'crisis'].flatMap((name): Issue[] => {
    const flow = byName.get(name);
    const key = flow && firstKey(flow);
    const text = key && texts(language, key);
    if (!flow || !text) return [];
    const at = { severity: 'error', flow: name, step: flow.start, language, key } as const;
    const beginning = [...text].slice(0, limits.preview).join('');
    const length = lengthOf(text);
    const late = `"${key}" must name ${EMERGENCY_NUMBER} in its first ${limits.preview} characters ("${language}").`;
    const long = `"${key}" has ${length} characters in "${language}"; in danger at most ${limits.danger} are read.`;
    return [
      ...(beginning.includes(EMERGENCY_NUMBER)
        ? []
        : [{ ...at, code: 'emergency-late', message: late, remedy: 'Begin with the number.' }]),
      ...(length <= limits.danger ? [] : [{ ...at, code: 'danger-too-long', message: long, remedy: 'Shorten it.' }]),
    ];
  });
}
