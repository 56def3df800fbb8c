import { RumboError } from '../errors.js';

/** One thing that she does in a `.chat` file. */
export type UserLine =
  | { from: 'user'; line: number; act: 'text'; text: string }
  | { from: 'user'; line: number; act: 'tap'; slot: string; value: string }
  | { from: 'user'; line: number; act: 'media'; medium: string }
  | { from: 'user'; line: number; act: 'delay'; ms: number };

/** One thing that the bot is expected to say: a text with its choices, or a service's card. */
export interface BotLine {
  from: 'bot';
  line: number;
  text: string;
  choices: string[];
  service?: string;
}

export interface ChatFile {
  /** Header: `clock`, `channel`, and whatever else stands there. */
  header: Record<string, string>;
  comments: string[];
  lines: (UserLine | BotLine)[];
}

const HEADER = /^(\w+)=(.*)$/;
const SPEAKER = /^(user|bot):\s?(.*)$/;
const ATTRIBUTE = /^\[(Tap|Delay|Attachment|Service|Choices)=([^\]]*)\]$/;
const UNITS: Record<string, number> = { '': 1, ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads Bot Framework's chatdown form with the attributes that `test/transcripts/README.md` explains.
 * @throws RumboError transcript_invalid naming the line
 */
export function parseChat(content: string): ChatFile {
  const file: ChatFile = { header: {}, comments: [], lines: [] };
  const blocks: { from: string; line: number; text: string[] }[] = [];
  for (const [index, raw] of content.split('\n').entries()) {
    const speaker = SPEAKER.exec(raw);
    const header = HEADER.exec(raw);
    if (speaker) blocks.push({ from: speaker[1] ?? '', line: index + 1, text: [speaker[2] ?? ''] });
    else if (blocks.length > 0) blocks.at(-1)?.text.push(raw);
    else if (header?.[1]) file.header[header[1]] = header[2] ?? '';
    else if (raw.startsWith('#')) file.comments.push(raw);
    else if (raw.trim() !== '') throw invalid(index + 1, 'expected "name=value", "# …", "user: …" or "bot: …"');
  }
  file.lines = blocks.map(({ from, line, text }) => (from === 'user' ? userLine(line, text) : botLine(line, text)));
  return file;
}

function userLine(line: number, text: string[]): UserLine {
  const whole = text.join('\n').trim();
  const attribute = ATTRIBUTE.exec(whole);
  if (!attribute) return { from: 'user', line, act: 'text', text: whole };
  const [, name, value = ''] = attribute;
  if (name === 'Tap')
    return {
      from: 'user',
      line,
      act: 'tap',
      slot: value.split(':')[0] ?? '',
      value: value.slice(value.indexOf(':') + 1),
    };
  if (name === 'Delay') return { from: 'user', line, act: 'delay', ms: delayMs(value, line) };
  if (name === 'Attachment') return { from: 'user', line, act: 'media', medium: value };
  throw invalid(line, `[${name}=…] stands behind "bot:" only`);
}

function botLine(line: number, text: string[]): BotLine {
  const said: string[] = [];
  const found: BotLine = { from: 'bot', line, text: '', choices: [] };
  for (const part of text) {
    const attribute = ATTRIBUTE.exec(part.trim());
    if (attribute?.[1] === 'Choices') found.choices = (attribute[2] ?? '').split('|');
    else if (attribute?.[1] === 'Service') found.service = attribute[2];
    else said.push(part);
  }
  return { ...found, text: said.join('\n').trim() };
}

/** `[Delay=1500]` are milliseconds, as in chatdown; `s m h d` may follow. */
function delayMs(value: string, line: number): number {
  const match = /^(\d+)(ms|s|m|h|d)?$/.exec(value);
  if (!match) throw invalid(line, 'expected a delay such as [Delay=3000], [Delay=40m] or [Delay=3d]');
  return Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1);
}

const invalid = (line: number, why: string) => new RumboError('transcript_invalid', `Line ${line}: ${why}.`);

/** Writes a file that `parseChat` reads to the same. */
export function formatChat({ header, comments, lines }: ChatFile): string {
  const head = [...Object.entries(header).map(([name, value]) => `${name}=${value}`), ...comments];
  const blocks = lines.map((line) => (line.from === 'user' ? formatUser(line) : formatBot(line)));
  return `${head.join('\n')}\n\n${blocks.join('\n')}\n`;
}

function formatUser(line: UserLine): string {
  if (line.act === 'text') return `\nuser: ${line.text}`;
  if (line.act === 'tap') return `\nuser: [Tap=${line.slot}:${line.value}]`;
  if (line.act === 'media') return `\nuser: [Attachment=${line.medium}]`;
  return `\nuser: [Delay=${delayText(line.ms)}]`;
}

/** In the largest unit that gives a whole number. */
function delayText(ms: number): string {
  const unit = ['d', 'h', 'm', 's'].find((name) => ms % (UNITS[name] ?? 1) === 0);
  return ms > 0 && unit ? `${ms / (UNITS[unit] ?? 1)}${unit}` : String(ms);
}

function formatBot({ text, choices, service }: BotLine): string {
  if (service) return `bot: [Service=${service}]`;
  return choices.length > 0 ? `bot: ${text}\n[Choices=${choices.join('|')}]` : `bot: ${text}`;
}
