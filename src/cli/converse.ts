import { createInterface } from 'node:readline';
import type { Activity } from 'botbuilder';
import * as z from 'zod';
import type { Parts } from '../app.js';
import type { Report } from '../bot/turns.js';
import { isOpen } from '../handoff/cases.js';
import { createRig } from './rig.js';

/** A line is read for a burst when it arrives within this of the one before. */
const GATHER_MS = 15;
const HOUR_MS = 3_600_000;
const MAX_PAUSE_HOURS = 24 * 366;

const burst = { burst: z.boolean().optional() };
const lineSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string(), ...burst }),
  z.object({ type: z.literal('choice'), slot: z.string(), value: z.string(), ...burst }),
  z.object({ type: z.enum(['audio', 'image', 'sticker', 'video', 'document', 'contact', 'reaction']), ...burst }),
  z.object({ type: z.literal('location'), latitude: z.number(), longitude: z.number(), ...burst }),
  z.object({ type: z.literal('pause'), hours: z.number().min(0).max(MAX_PAUSE_HOURS), ...burst }),
]);
type Line = z.infer<typeof lineSchema>;

/** What a program is told of her session after each line. */
interface Told {
  replies: { text: string; choices: { title: string; slot: string; value: string }[] }[];
  session: Record<string, unknown>;
}

export interface ConverseOptions {
  parts: Parts;
  channel: 'whatsapp' | 'webchat';
  at: number;
  input: NodeJS.ReadableStream;
  write: (line: string) => void;
}

/** One process is one conversation: a JSON object a line in, one line out for each. */
export async function converse(options: ConverseOptions): Promise<void> {
  const rig = await createRig(options);
  const teller = new Teller();
  const answer = (value: unknown) => options.write(JSON.stringify(value));
  let waiting: Line[] = [];

  async function flush(): Promise<void> {
    const lines = waiting;
    waiting = [];
    if (lines.length === 0) return;
    const reports = await rig.run();
    for (const [index] of lines.entries()) answer(teller.tell(reports[index]));
  }

  for await (const next of gathered(options.input)) {
    const line = parseLine(next.text);
    if ('error' in line) {
      await flush();
      answer(line);
    } else if (line.type === 'pause') {
      await flush();
      await rig.pause(line.hours * HOUR_MS);
      answer(teller.tell(undefined));
    } else {
      if (!line.burst) await flush();
      await rig.receive(activityOf(line));
      waiting.push(line);
      if (next.last) await flush();
    }
  }
  await flush();
  await rig.close();
}

function parseLine(text: string): Line | { error: string } {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    return {
      error:
        `Expected a line such as {"type":"text","text":"hola"}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim(),
    };
  } catch {
    return { error: 'Expected one JSON object a line.' };
  }
}

function activityOf(line: Exclude<Line, { type: 'pause' }>): Partial<Activity> {
  if (line.type === 'text') return { type: 'message', text: line.text };
  if (line.type === 'choice')
    return { type: 'message', text: line.value, value: { slot: line.slot, value: line.value } };
  if (line.type === 'location') {
    const { latitude, longitude } = line;
    return { type: 'message', text: '', channelData: { medium: 'location', location: { latitude, longitude } } };
  }
  return { type: 'message', text: '', channelData: { medium: line.type } };
}

/** Lines as they come; `last` when no other arrived right behind, so that bursts are read together. */
async function* gathered(input: NodeJS.ReadableStream): AsyncGenerator<{ text: string; last: boolean }> {
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
  let current = await lines.next();
  while (!current.done) {
    const coming = lines.next();
    const soon = await Promise.race([
      coming.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, GATHER_MS, false)),
    ]);
    if (current.value.trim() !== '') yield { text: current.value, last: !soon };
    current = await coming;
  }
}

/** Remembers the last known session, since a pause or a held message reports none. */
class Teller {
  #last?: Report;

  tell(report: Report | undefined): Told {
    this.#last = report ?? this.#last;
    return { replies: (report?.replies ?? []).map(replyOf), session: sessionOf(this.#last, report) };
  }
}

function replyOf(activity: Partial<Activity>): Told['replies'][number] {
  const actions = activity.suggestedActions?.actions ?? [];
  const choices = actions.map(({ title, value }) => ({ title, slot: String(value.slot), value: String(value.value) }));
  return { text: activity.text ?? '', choices };
}

function sessionOf(known: Report | undefined, now: Report | undefined): Told['session'] {
  if (!known || known.erased)
    return {
      language: null,
      region: null,
      needs: [],
      danger: null,
      command: null,
      handoff: null,
      services: [],
      erased: Boolean(known),
    };
  const { session } = known;
  return {
    language: session.language ?? null,
    region: session.slots.place?.value.region ?? null,
    needs: session.needs,
    danger: session.danger,
    command: now?.command ?? null,
    handoff: isOpen(known.case),
    services: now?.services ?? [],
    erased: false,
  };
}
