import { readFileSync } from 'node:fs';
import type { Command, Language, Need, Region } from '../../dialogs/terms.js';

/** One judged message: see data/README.md. */
export interface Labelled {
  kind: 'immediate' | 'suicide' | 'hard' | 'ordinary';
  /** Undefined: not judged. */
  needs?: Need[];
  region?: Region | 'none';
  /** `none`: no request; undefined: not judged. */
  command?: Command | 'none';
  text: string;
}

/** @param part every other message; what each half may be used for stands in data/README.md */
export function labelled(language: Language, part: 'tune' | 'held-out'): Labelled[] {
  const lines = readFileSync(new URL(`./data/${language}.tsv`, import.meta.url), 'utf8').split('\n');
  const rows = lines.filter((line) => line !== '' && !line.startsWith('#')).map(labelledFrom);
  return rows.filter((_, index) => (index % 2 === 0) === (part === 'tune'));
}

function labelledFrom(line: string): Labelled {
  const [kind = '', needs = '-', region = '-', command = '-', text = ''] = line.split('\t');
  return {
    kind: kind as Labelled['kind'],
    ...(needs !== '?' && { needs: needs === '-' ? [] : (needs.split(',') as Need[]) }),
    ...(region !== '?' && { region: region === '-' ? 'none' : (region as Region) }),
    ...(command !== '?' && { command: command === '-' ? 'none' : (command as Command) }),
    text,
  };
}
