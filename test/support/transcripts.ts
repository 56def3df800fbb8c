import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Activity } from 'botbuilder';
import type { Language } from '../../dialogs/terms.js';
import type { Parts } from '../../src/app.js';
import type { Report } from '../../src/bot/turns.js';
import type { ChannelName } from '../../src/channels/contract.js';
import { type BotLine, parseChat, type UserLine } from '../../src/cli/chatFile.js';
import { chatFiles } from '../../src/cli/replay.js';
import { createRig } from '../../src/cli/rig.js';
import { loadParts, projectRoot } from '../../src/parts.js';

export const FOLDER = join(projectRoot, 'test/transcripts');
export const FILES = chatFiles(FOLDER).map((path) => ({ path, name: basename(path, '.chat') }));

/** What women see where nothing is set, as for everybody who replays a file. */
export const partsOfTests = (): Promise<Parts> => loadParts({ botName: 'Orientación', timeZone: 'Europe/Brussels' });

/** One of her messages in a file, and what it led to. */
export interface Turn {
  line: number;
  report: Report;
}

/** A bubble as a file writes it: a card by its service's id, anything else by its words and the tags of its choices. */
export type Bubble = { service: string } | { text: string; choices: string[] };

export interface Played {
  name: string;
  /** What the file says that the bot says. */
  expected: Bubble[];
  /** The language in which the conversation starts, by the file's name. */
  language: Language;
  turns: Turn[];
}

/** Plays what she says in a file and keeps every report. */
export async function play({ path, name }: (typeof FILES)[number], parts: Parts): Promise<Played> {
  const { header, lines } = parseChat(readFileSync(path, 'utf8'));
  const at = Date.parse(header['clock'] ?? '');
  const rig = await createRig({ parts, channel: (header['channel'] ?? 'webchat') as ChannelName, at });
  const turns: Turn[] = [];
  for (const line of lines) {
    if (line.from === 'bot') continue;
    if (line.act === 'delay') await rig.pause(line.ms);
    else await rig.receive(activityOf(line));
    for (const report of await rig.run()) turns.push({ line: line.line, report });
  }
  await rig.close();
  const expected = lines.flatMap((line) => (line.from === 'bot' ? [expectedOf(line)] : []));
  return { name, expected, language: name.split('.').at(-1) as Language, turns };
}

function activityOf(line: Exclude<UserLine, { act: 'delay' }>): Partial<Activity> {
  if (line.act === 'text') return { type: 'message', text: line.text };
  if (line.act === 'media') return { type: 'message', text: '', channelData: { medium: line.medium } };
  return { type: 'message', text: line.value, value: { slot: line.slot, value: line.value } };
}

const expectedOf = ({ service, text, choices }: BotLine): Bubble => (service ? { service } : { text, choices });

/** What the bot said, as a file writes it. */
export function bubbleOf({ text = '', channelData, suggestedActions }: Partial<Activity>): Bubble {
  const service = (channelData as { service?: string } | undefined)?.service;
  const choices = (suggestedActions?.actions ?? []).map(({ value }) => `${value.slot}:${value.value}`);
  return service ? { service } : { text: text.trim(), choices };
}
