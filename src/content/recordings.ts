import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import type { Recording } from '../locale/sounds.js';
import type { Content, LocatedIssue } from './contract.js';
import { versionOf } from './flows.js';

/** A minute of speech is half of that; WhatsApp takes up to sixteen times as much. */
export const MAX_RECORDING_BYTES = 1_000_000;
/** What was spoken, by the fingerprint of the text as it was then. */
const SPOKEN = 'spoken.json';
const TYPES: Readonly<Record<string, string>> = { ogg: 'audio/ogg', mp3: 'audio/mpeg' };
const NAME = /^([a-z0-9-]+)\.([A-Za-z0-9_.-]+)\.(ogg|mp3)$/;

const spokenSchema = z.record(z.string(), z.string());

/** One language's folder of recordings. */
interface Folder {
  language: Language;
  path: string;
  spoken: Record<string, string>;
  text: Content['text'];
}

type Read = { recording?: Recording; issue?: LocatedIssue };

/**
 * Reads `locales/<language>/audio/<flow>.<step>.<suffix>.ogg|mp3`. A recording of a text that was changed since is
 * left out: she would hear one thing and read another.
 * @param folder the one that holds `locales/`
 */
export function readRecordings(
  folder: string,
  text: Content['text'],
): { recordings: Recording[]; issues: LocatedIssue[] } {
  const read = LANGUAGES.flatMap((language) => readFolder(folder, language, text));
  return {
    recordings: read.flatMap(({ recording }) => recording ?? []),
    issues: read.flatMap(({ issue }) => issue ?? []),
  };
}

function readFolder(folder: string, language: Language, text: Content['text']): Read[] {
  const path = join(folder, 'locales', language, 'audio');
  if (!existsSync(path)) return [];
  const spoken = readSpoken(join(path, SPOKEN));
  const names = readdirSync(path).filter((name) => name !== SPOKEN);
  const one: Folder = { language, path, spoken: spoken ?? {}, text };
  const unread = spoken ? [] : [{ issue: issueOf(one, SPOKEN, WRONG_LIST) }];
  return [...unread, ...names.sort().map((name) => readOne(one, name))];
}

/** Undefined where the file is there and no list. */
function readSpoken(file: string): Record<string, string> | undefined {
  if (!existsSync(file)) return {};
  try {
    return spokenSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function readOne(folder: Folder, name: string): Read {
  const [, flow, rest, ending = ''] = NAME.exec(name) ?? [];
  const key = `${flow}:${rest}`;
  const text = flow && folder.text(folder.language, key);
  if (!text) return { issue: issueOf(folder, name, WRONG_NAME) };
  const file = join(folder.path, name);
  const { size } = statSync(file);
  if (size === 0 || size > MAX_RECORDING_BYTES) return { issue: issueOf(folder, name, wrongSize(size)) };
  const now = versionOf(text);
  if (folder.spoken[name] !== now) return { issue: issueOf(folder, name, stale(name, now)) };
  const version = versionOf(readFileSync(file));
  return { recording: { language: folder.language, key, name, file, type: TYPES[ending] ?? '', version } };
}

type Told = Pick<LocatedIssue, 'severity' | 'code' | 'message' | 'remedy'>;

const issueOf = ({ language }: Folder, name: string, told: Told): LocatedIssue => ({
  ...told,
  flow: name.split('.')[0] ?? name,
  language,
  file: `locales/${language}/audio/${name}`,
});

const WRONG_LIST: Told = {
  severity: 'error',
  code: 'recording-list',
  message: 'It is no list of names and fingerprints.',
  remedy: 'Correct it, or remove it and take what check tells for each recording.',
};

const WRONG_NAME: Told = {
  severity: 'error',
  code: 'recording-name',
  message: 'Its name is not <flow>.<step>.<part of the text>.ogg or .mp3 of a text in this language.',
  remedy: 'Name it after the text it speaks, or remove it.',
};

const wrongSize = (size: number): Told => ({
  severity: 'error',
  code: 'recording-size',
  message: `It has ${size} bytes; 1 to ${MAX_RECORDING_BYTES} fit.`,
  remedy: 'Record it as speech: Opus in .ogg, one channel, 24 kbit/s.',
});

const stale = (name: string, now: string): Told => ({
  severity: 'warning',
  code: 'recording-old',
  message: 'Nobody confirmed that it speaks the text as it is now; it is not played.',
  remedy: `Listen to it, record it anew where it differs, and put "${name}": "${now}" into ${SPOKEN} beside it.`,
});
