import { readFileSync } from 'node:fs';
import type { Danger, Language } from '../../dialogs/terms.js';

/** One judged message by another author: see data/README.md. */
export interface Judged {
  text: string;
  language: Language;
  danger: Danger;
  needs: string[];
  /** `none` where there is none. */
  region: string;
  command: string;
  kind: string;
}

/** The lines that are no examples of the likeness to danger or of needs: every other one. */
export function unlearned(language: Language): Judged[] {
  const lines = readFileSync(new URL(`./data/second/${language}.tsv`, import.meta.url), 'utf8').split('\n');
  const judged = lines.filter((line) => line !== '').map(judgedFrom);
  return judged.filter((_, index) => index % 2 === 1);
}

function judgedFrom(line: string): Judged {
  const [text = '', language = '', danger = '', needs = '', region = '', command = '', kind = ''] = line.split('\t');
  return {
    text,
    language: language as Language,
    danger: (danger || 'none') as Danger,
    needs: needs.split(',').filter((need) => need !== ''),
    region: region || 'none',
    command: command || 'none',
    kind,
  };
}
