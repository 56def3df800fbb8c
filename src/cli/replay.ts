import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import type { Parts } from '../app.js';
import type { ChannelName } from '../channels/contract.js';
import { type BotLine, type ChatFile, formatChat, parseChat, type UserLine } from './chatFile.js';
import { createRig, type Rig } from './rig.js';

/** The first place where the bot said something else. */
export interface Difference {
  line: number;
  expected: string;
  came: string;
}

export interface Replayed {
  file: string;
  difference?: Difference;
}

const DEFAULT_CLOCK = '2026-01-15T10:00:00Z';

/** All `.chat` files of a file or folder, in order of name. */
export function chatFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.chat'))
    .sort()
    .map((name) => join(path, name));
}

/** Sends what she says through the real path and compares what comes back. */
export async function replay(file: string, parts: Parts): Promise<Replayed> {
  const chat = parseChat(readFileSync(file, 'utf8'));
  const played = await play(chat, parts);
  return { file, difference: firstDifference(chat.lines, played.lines) };
}

/** Writes the file anew with what the bot says now; the difference is the review. */
export async function update(file: string, parts: Parts): Promise<void> {
  const chat = parseChat(readFileSync(file, 'utf8'));
  writeFileSync(file, formatChat(await play(chat, parts)));
}

async function play(chat: ChatFile, parts: Parts): Promise<ChatFile> {
  const channel = (chat.header['channel'] ?? 'webchat') as ChannelName;
  const rig = await createRig({ parts, channel, at: Date.parse(chat.header['clock'] ?? DEFAULT_CLOCK) });
  const lines: ChatFile['lines'] = [];
  for (const line of chat.lines) {
    if (line.from === 'user') lines.push(line, ...(await answerTo(line, rig)));
  }
  await rig.close();
  return { ...chat, lines };
}

async function answerTo(line: UserLine, rig: Rig): Promise<BotLine[]> {
  if (line.act === 'delay') {
    await rig.pause(line.ms);
    return [];
  }
  await rig.receive(activityOf(line));
  const reports = await rig.run();
  return reports.flatMap(({ replies }) => replies.map((reply) => botLineOf(reply, line.line)));
}

function activityOf(line: Exclude<UserLine, { act: 'delay' }>): Partial<Activity> {
  if (line.act === 'text') return { type: 'message', text: line.text };
  if (line.act === 'tap') return { type: 'message', text: line.value, value: { slot: line.slot, value: line.value } };
  return { type: 'message', text: '', channelData: { medium: line.medium } };
}

function botLineOf(reply: Partial<Activity>, line: number): BotLine {
  const service = (reply.channelData as { service?: string } | undefined)?.service;
  const choices = (reply.suggestedActions?.actions ?? []).map(({ value }) => `${value.slot}:${value.value}`);
  return { from: 'bot', line, text: service ? '' : (reply.text ?? '').trim(), choices, service };
}

const shown = (line: UserLine | BotLine | undefined): string =>
  line === undefined
    ? 'nothing'
    : line.from === 'user'
      ? 'her next message'
      : formatChat({ header: {}, comments: [], lines: [line] }).trim();

function firstDifference(expected: ChatFile['lines'], came: ChatFile['lines']): Difference | undefined {
  for (let index = 0; index < Math.max(expected.length, came.length); index += 1) {
    const [wanted, got] = [shown(expected[index]), shown(came[index])];
    if (wanted !== got)
      return { line: expected[index]?.line ?? expected.at(-1)?.line ?? 1, expected: wanted, came: got };
  }
  return undefined;
}
