import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { talkAll } from './crowd.js';
import { learn } from './expected.js';
import type { FaultClass } from './faults/index.js';
import { gather } from './findings.js';
import { seeded } from './random.js';
import type { Row } from './report.js';
import { MESSAGES_EACH, type Woman } from './script.js';
import { plan, strikeAll } from './strikes.js';
import { openWorld } from './world.js';

export interface Size {
  conversations: number;
  kills: number;
  seed: number;
  firstPort: number;
  /** No conversation is begun after this, milliseconds since 1970. */
  deadline: number;
  note: (line: string) => void;
  /** Where what the servers logged is kept; nowhere unless told. */
  logs?: string;
}

const SERVERS = 2;
const NOTE_MS = 10_000;

/** One class of faults in a world of its own, from the first message to the verdict. */
export async function runPhase(fault: FaultClass, size: Size): Promise<Row> {
  const { name, about } = fault;
  const { seed, conversations, deadline, firstPort } = size;
  const began = performance.now();
  const random = seeded(seed).fork(name);
  const world = await openWorld({ random, firstPort, servers: SERVERS, ...fault.world });
  const women: Woman[] = [];
  const strikes = plan(size.kills);
  const ended = () => women.filter(({ said }) => said.at(-1)?.answeredAt !== undefined).length;
  const tell = () =>
    size.note(
      `${name}: ${strikes.made} faults, ${ended()} of ${women.length} conversations ended, ${world.fleet.ready().length} servers up`,
    );
  const ticker = setInterval(tell, NOTE_MS);
  try {
    const expected = await learn(world);
    world.post.unruly = true;
    fault.begin?.(world, random.fork('treatment'));
    const messages = conversations * MESSAGES_EACH;
    const striking = strikeAll(strikes, { fault, world, random: random.fork('faults'), messages });
    await talkAll(women, { world, expected, random: random.fork('women'), conversations, deadline, strikes });
    strikes.left = 0;
    world.progress.end();
    await striking;
    const findings = await gather(world, women, expected);
    const seconds = (performance.now() - began) / 1000;
    const { made: kills, missed } = strikes;
    return { name, about, seed, kills, missed, conversations: women.length, seconds, ...findings };
  } finally {
    clearInterval(ticker);
    if (size.logs) keepLog(world.fleet.logFile, size.logs, name);
    await world.close();
  }
}

function keepLog(file: string, folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(file, join(folder, `${name}.log`));
}

/** A class that cannot be tried on this machine. */
export const skippedRow = ({ name, about }: FaultClass, seed: number, skipped: string): Row => ({
  name,
  about,
  seed,
  skipped,
  kills: 0,
  conversations: 0,
  acknowledged: 0,
  lost: 0,
  doubled: 0,
  outOfOrder: 0,
  stuck: 0,
  leaked: 0,
  strange: 0,
  crashed: 0,
  ambiguous: 0,
  ambiguities: 0,
  recoveryP99: 0,
  seconds: 0,
  missed: [],
  examples: [],
});
