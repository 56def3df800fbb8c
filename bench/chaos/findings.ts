import { filesIn, findCanaries } from './canary.js';
import type { Expected } from './expected.js';
import { judge, type Verdict } from './judge.js';
import type { Posted } from './ledger.js';
import { countRepeats, isAmbiguous } from './repeats.js';
import type { Row } from './report.js';
import type { Woman } from './script.js';
import { readStored } from './stored.js';
import type { World } from './world.js';

type Findings = Verdict &
  Pick<Row, 'acknowledged' | 'ambiguous' | 'ambiguities' | 'crashed' | 'recoveryP99' | 'examples'>;

/** Failing conversations that are told of. */
const MOST_EXAMPLES = 3;

/** Looks at everything that is left of a run: what every phone got, what the store and the files hold. */
export async function gather(world: World, women: readonly Woman[], expected: Expected): Promise<Findings> {
  // Late duplicates and statuses first: what they set off belongs to the run.
  await world.post.settled();
  const sum: Verdict = { lost: 0, doubled: 0, outOfOrder: 0, stuck: 0, leaked: 0, strange: 0 };
  const stored = await readStored({ redisUrl: world.redis.url, storeKey: world.storeKey }, women);
  const examples: string[][] = [];
  let ambiguous = 0;
  for (const woman of women) {
    const posted = world.ledger.posted(woman.number);
    const verdict = judge({ woman, heard: withoutRepeats(posted), stored: stored.get(woman) ?? [] }, expected);
    const repeats = countRepeats(posted, world.faults.spans);
    ambiguous += repeats.ambiguous;
    verdict.doubled += repeats.doubled;
    add(sum, verdict);
    if (isBad(verdict) && examples.length < MOST_EXAMPLES) examples.push(tell(woman, verdict, posted, expected));
  }
  const plain = await findCanaries([world.fleet.logFile, ...filesIn(world.redis.folder)]);
  sum.leaked += plain.length;
  return {
    ...sum,
    ambiguous,
    ambiguities: world.ledger.everything().filter((one) => isAmbiguous(one, world.faults.spans)).length,
    acknowledged: women.flatMap(({ said }) => said).filter(({ acknowledgedAt }) => acknowledgedAt !== undefined).length,
    crashed: world.fleet.crashes,
    recoveryP99: recoveryOf(world, women),
    examples: [...examples.flat(), ...plain.slice(0, MOST_EXAMPLES)],
  };
}

const isBad = (verdict: Verdict): boolean => Object.values(verdict).some((count) => count > 0);

/** Which conversation, at which message, what is wrong with it, and what her phone got: all of it is made up. */
function tell(woman: Woman, verdict: Verdict, posted: readonly Posted[], expected: Expected): string[] {
  const { number, variant, said, stuckAt } = woman;
  const wrong = Object.entries(verdict).filter(([, count]) => count > 0);
  const at = said.filter(({ answeredAt }) => answeredAt !== undefined).length;
  const where = stuckAt === undefined ? `${at} answered` : `stuck at message ${stuckAt + 1}`;
  const due = expected.get(variant)?.flat() ?? [];
  return [
    `${number} (${variant}, ${where}): ${wrong.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    ...said.map(
      (one) =>
        `  wrote ${seconds(one.wroteAt)}, taken ${seconds(one.acknowledgedAt)}, answered ${seconds(one.answeredAt)}`,
    ),
    ...posted.map(
      (one) =>
        `  got ${seconds(one.at)} by ${one.generation}, told ${seconds(one.toldAt)}, ${one.row.slice(-6)}: ${due.indexOf(one.words)} ${one.words.slice(0, 90)}`,
    ),
  ];
}

const seconds = (ms: number | undefined): string => (ms === undefined ? 'never' : (ms / 1000).toFixed(2));

function withoutRepeats(posted: readonly Posted[]): Posted[] {
  return [...new Map(posted.toReversed().map((one) => [one.row, one])).values()].reverse();
}

function add(sum: Verdict, one: Verdict): void {
  for (const name of Object.keys(sum) as (keyof Verdict)[]) sum[name] += one[name];
}

/** From the first fault that came while a message waited to its whole answer. */
function recoveryOf(world: World, women: readonly Woman[]): number {
  const times = women
    .flatMap(({ said }) => said)
    .flatMap(({ wroteAt = 0, answeredAt }) => {
      const struck = world.faults.spans.find(({ from }) => from >= wroteAt && from <= (answeredAt ?? 0));
      return struck && answeredAt ? [answeredAt - struck.from] : [];
    })
    .sort((a, b) => a - b);
  return times[Math.floor((times.length - 1) * 0.99)] ?? 0;
}
