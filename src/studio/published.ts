import * as z from 'zod';
import { type Flow, flowSchema } from '../../dialogs/flow.js';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import type { Content, TextTree } from '../content/contract.js';
import type { Store } from '../store/contract.js';

const TAG = '{flows}';
/** Versions kept in the store; the oldest are looked at last. */
const MAX_VERSIONS = 1_000;

const publishedSchema = z.object({ flow: flowSchema, version: z.string(), texts: z.record(z.string(), z.unknown()) });

/** A version of a flow as it was once started, with its words, so that whoever is inside it finds the next step. */
export interface Published {
  flow: Flow;
  version: string;
  texts: Partial<Record<Language, TextTree>>;
}

/** Keeps every version that is started; a version once kept never changes. */
export async function publish(store: Store, content: Pick<Content, 'flows' | 'versions' | 'texts'>): Promise<void> {
  for (const flow of content.flows) {
    const version = content.versions[flow.flow] ?? '';
    const texts = Object.fromEntries(LANGUAGES.map((language) => [language, content.texts[language][flow.flow] ?? {}]));
    const key = `${TAG}${flow.flow}@${version}`;
    const value = Buffer.from(JSON.stringify({ flow, version, texts }));
    await store.transact(TAG, [{ conditions: [{ if: 'absent', key }], changes: [{ do: 'put', key, value }] }]);
  }
}

/** Every version ever started, for those who are still inside one. A version this program cannot read is left out. */
export async function publishedVersions(store: Store): Promise<Published[]> {
  const found: Published[] = [];
  for await (const key of store.keys(TAG)) {
    if (found.length >= MAX_VERSIONS) break;
    const value = await store.get(key);
    const parsed = value && publishedSchema.safeParse(JSON.parse(value.toString()));
    if (parsed?.success) found.push(parsed.data as Published);
  }
  return found;
}

/** Today's texts, and below them the words of steps that only older versions have. */
export function withOlderTexts(texts: Content['texts'], older: readonly Published[]): Content['texts'] {
  const all = structuredClone(texts);
  for (const { flow, texts: words } of older) {
    for (const language of LANGUAGES) all[language][flow.flow] = { ...words[language], ...all[language][flow.flow] };
  }
  return all;
}

/** The words of a question and of one of its choices, as a version had them; undefined where it was never started here. */
export async function publishedWords(
  store: Store,
  asked: { flow: string; version: string; step: string; language: Language; answer: string },
): Promise<{ asked: string; answered: string } | undefined> {
  const value = await store.get(`${TAG}${asked.flow}@${asked.version}`);
  const parsed = value && publishedSchema.safeParse(JSON.parse(value.toString()));
  if (!parsed?.success) return undefined;
  const words = questionSchema.safeParse((parsed.data as Published).texts[asked.language]?.[asked.step]);
  if (!words.success) return undefined;
  return { asked: words.data.text, answered: words.data.choices[asked.answer] ?? asked.answer };
}

const questionSchema = z.object({ text: z.string(), choices: z.record(z.string(), z.string()) });
