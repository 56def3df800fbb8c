import { createHash } from 'node:crypto';
import type { Meaning } from '../../dialogs/meaning.js';
import type { Language } from '../../dialogs/terms.js';
import { createRecent } from '../recent.js';

/** Longest message whose meaning is remembered, in characters: "hola", "sí", "Bruselas", "la segunda por favor". */
const LONGEST = 32;
/** Meanings remembered at most. */
const MOST = 2_000;

type Understand = (text: string, context: { language?: Language }) => Meaning;

/**
 * The same, but what was read lately is not read again: most messages are the same few words. Of what was written only
 * a hash is kept.
 */
export function remembered(understand: Understand): Understand {
  const recent = createRecent<string, Meaning>(MOST);
  return (text, { language }) => {
    if (text.length > LONGEST) return understand(text, { language });
    const name = createHash('sha256').update(`${language}|${text}`).digest('base64');
    return recent(name, () => understand(text, { language }));
  };
}
