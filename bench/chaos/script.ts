import type { Random } from './random.js';

/** One message of hers: as the platform writes it, and the words that the store must hold of it. */
export interface Said {
  message: Record<string, unknown>;
  words: string;
  /** Times of the harness's clock, in milliseconds. */
  wroteAt?: number;
  acknowledgedAt?: number;
  answeredAt?: number;
}

/** A scripted woman. Each variant has its own language, so that words of one in the conversation of another show. */
export interface Woman {
  number: string;
  variant: string;
  said: Said[];
  /** The message that never got its answer. */
  stuckAt?: number;
}

interface Variant {
  name: string;
  greeting: string;
  work: string;
  menu: string;
  need: string;
  kind: string;
}

/** Ways that never reach a service: whether one is open changes with the hour, and the right answers must not. */
const VARIANTS: readonly Variant[] = [
  { name: 'es', greeting: 'hola', work: 'trabajo', menu: 'menu', need: 'health', kind: 'no-papers' },
  { name: 'fr', greeting: 'bonjour', work: 'travail', menu: 'menu', need: 'community', kind: 'food' },
  { name: 'en', greeting: 'hello', work: 'work', menu: 'menu', need: 'health', kind: 'no-papers' },
  { name: 'nl', greeting: 'hallo', work: 'werk', menu: 'menu', need: 'community', kind: 'food' },
  { name: 'pt', greeting: 'olá', work: 'trabalho', menu: 'menu', need: 'health', kind: 'no-papers' },
];

export const VARIANT_NAMES: readonly string[] = VARIANTS.map(({ name }) => name);

/** How many messages each of them writes. */
export const MESSAGES_EACH = 6;

/** Every secret word begins with this; it stands in no text of ours. */
export const CANARY = 'qzxvk';
/** Every number begins with this: too long to stand in a time by chance. */
export const NUMBERS = '324990000';
const LETTERS = 'bdfghjklmnprst';
const SECRET_LENGTH = 9;

/** @param index which number she has · @param variant one of VARIANT_NAMES */
export function newWoman(index: number, variant: string, random: Random): Woman {
  const way = VARIANTS.find(({ name }) => name === variant) ?? random.pick(VARIANTS);
  const secret = () =>
    CANARY + Array.from({ length: SECRET_LENGTH }, () => LETTERS[random.whole(LETTERS.length)]).join('');
  const said = [
    // What she types stands alone: letters of no language beside it may change what it is taken for.
    text(way.greeting),
    tap('safe:yes', secret()),
    text(way.work),
    text(way.menu),
    tap(`need:${way.need}`, secret()),
    tap(`kind:${way.kind}`, secret()),
  ];
  return { number: NUMBERS + String(index).padStart(6, '0'), variant: way.name, said };
}

const text = (words: string): Said => ({ message: { type: 'text', text: { body: words } }, words });

const tap = (id: string, title: string): Said => ({
  message: { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id, title } } },
  words: title,
});
