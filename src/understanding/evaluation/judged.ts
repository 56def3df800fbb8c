import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Command,
  type Danger,
  LANGUAGES,
  type Language,
  NEEDS,
  type Need,
  type Region,
} from '../../../dialogs/terms.js';

/** A message and what a person says that it means; what nobody judged is left out. */
export interface Judged {
  text: string;
  language: Language;
  danger: Danger;
  /** It sounds dangerous and is not. */
  hard: boolean;
  needs?: readonly Need[];
  region?: Region | 'none';
  command?: Command | 'none';
}

/**
 * The judged messages under a folder that are measured, by set; sets that are not there are left out. Of the first and
 * the second the half that is no example. The third became examples: measured, it shows only that nothing was lost.
 * Of the fourth, the fifth, the sixth, the seventh, the short and the unseen nothing was learnt.
 */
export function judgedSets(folder: string): Record<string, Judged[]> {
  const later = (name: string) => readAll(join(folder, name), laterFrom);
  const sets = {
    first: unlearned(readAll(folder, firstFrom)),
    second: unlearned(later('second')),
    third: later('third'),
    fourth: later('fourth'),
    fifth: later('fifth'),
    sixth: later('sixth'),
    seventh: later('seventh'),
    short: later('short'),
    unseen: later('unseen'),
  };
  return Object.fromEntries(Object.entries(sets).filter(([, rows]) => rows.length > 0));
}

/** Every other message: those that are no examples. */
const unlearned = (rows: readonly Judged[]): Judged[] =>
  LANGUAGES.flatMap((language) =>
    rows.filter((row) => row.language === language).filter((_, index) => index % 2 === 1),
  );

function readAll(folder: string, rowFrom: (line: string, language: Language) => Judged): Judged[] {
  return LANGUAGES.flatMap((language) => {
    const file = join(folder, `${language}.tsv`);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => rowFrom(line, language));
  });
}

/** Kind, needs, region, command, text; `-` for none, `?` for not judged. */
function firstFrom(line: string, language: Language): Judged {
  const [kind = '', needs = '?', region = '?', command = '?', text = ''] = line.split('\t');
  const none = (cell: string) => (cell === '-' ? 'none' : cell);
  return {
    text,
    language,
    danger: kind === 'immediate' || kind === 'suicide' ? kind : 'none',
    hard: kind === 'hard',
    ...(needs !== '?' && { needs: needsIn(needs) }),
    ...(region !== '?' && { region: none(region) as Judged['region'] }),
    ...(command !== '?' && { command: none(command) as Judged['command'] }),
  } as Judged;
}

/** Text, language, danger, needs, region, command, class; empty for none. */
function laterFrom(line: string): Judged {
  const [text = '', language = '', danger = '', needs = '', region = '', command = '', kind = ''] = line.split('\t');
  return {
    text,
    language: language as Language,
    danger: (danger || 'none') as Danger,
    hard: kind === 'hard-negative',
    needs: needsIn(needs),
    region: (region || 'none') as Region | 'none',
    command: (command || 'none') as Command | 'none',
  };
}

const needsIn = (cell: string): Need[] => NEEDS.filter((need) => cell.split(/[ ,]+/).includes(need));
