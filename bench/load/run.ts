import { count, flag, readOptions } from '../support/options.js';
import { openPipe, type Pipe } from '../support/pipe.js';
import { startRedis } from '../support/redis.js';
import { startServer } from '../support/server.js';
import { table } from '../support/table.js';
import { CASES } from '../turns/cases.js';
import { listening } from '../turns/round.js';
import { type Sink, startSink } from '../turns/sink.js';
import { webhook } from '../turns/whatsapp.js';

const { json, seconds: SECONDS } = readOptions({
  seconds: count('of each load', 60),
  json: flag('for programs'),
});
const PORT = 21_400;
const TICK_MS = 10;
/** Connections a platform would hold open. */
const PIPES = 128;
/** A danger message a second, in a conversation of its own, while the rest storms. */
const DANGER = { says: 'mi marido me está pegando ahora, ayuda', hears: '112' };
const LATE_MS = 20_000;

interface Answers {
  times: number[];
  statuses: Record<string, number>;
}

/** Sends so many first messages a second whatever the answers do; each from another number. */
async function storm(pipes: Pipe[], perSecond: number, seconds: number, text: string): Promise<Answers> {
  const answers: Answers = { times: [], statuses: {} };
  const free = [...pipes];
  const began = performance.now();
  const due: number[] = Array.from({ length: perSecond * seconds }, (_, index) => began + (index * 1000) / perSecond);
  const underWay: Promise<void>[] = [];
  const send = async (pipe: Pipe, dueAt: number): Promise<void> => {
    numbers += 1;
    const { status } = await pipe.ask(webhook(String(numbers), `wamid.${numbers}`, text)).catch(() => ({ status: 0 }));
    // From when it was due: a queue on our side counts as waiting too.
    answers.times.push(performance.now() - dueAt);
    answers.statuses[status] = (answers.statuses[status] ?? 0) + 1;
    free.push(pipe);
  };
  while (due.length > 0) {
    while (free.length > 0 && (due[0] ?? Number.POSITIVE_INFINITY) <= performance.now())
      underWay.push(send(free.pop() as Pipe, due.shift() as number));
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(underWay);
  return answers;
}
let numbers = 32_800_000_000;

/** One danger message a second, sent again on 503 as the platform does; from first sending to the emergency numbers. */
async function dangers(sink: Sink, seconds: number): Promise<number[]> {
  const one = async (index: number): Promise<number> => {
    await new Promise((resolve) => setTimeout(resolve, index * 1000));
    const from = performance.now();
    const who = String(32_900_000_000 + index);
    const heard = sink.heard(who, DANGER.hears);
    const pipe = openPipe(PORT);
    for (let tries = 0; tries < 20; tries += 1) {
      const { status } = await pipe
        .ask(webhook(who, `wamid.danger.${index}`, DANGER.says))
        .catch(() => ({ status: 0 }));
      if (status === 200) break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const late = new Promise<number>((resolve) => setTimeout(() => resolve(from + LATE_MS), LATE_MS));
    const at = await Promise.race([heard, late]);
    pipe.close();
    return at - from;
  };
  return Promise.all(Array.from({ length: seconds }, (_, index) => one(index)));
}

const at = (times: number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? 0;

const ours = CASES.find(({ name }) => name === 'whatsapp');
if (!ours) throw new Error('The case "whatsapp" is missing.');
const redis = await startRedis({ port: PORT - 1 });
const sink = startSink(PORT + 1);
const server = startServer(ours.file, ours.env({ port: PORT, sinkPort: PORT + 1, redisUrl: redis.url }));
await listening(PORT);
const pipes = Array.from({ length: PIPES }, () => openPipe(PORT));
await storm(pipes, 50, 5, 'hola');
process.stderr.write(`80 messages a second for ${SECONDS} s …\n`);
const calm = await storm(pipes, 80, SECONDS, 'hola');
process.stderr.write(`1,000 messages a second for ${SECONDS} s …\n`);
const [flood, rescued] = await Promise.all([storm(pipes, 1_000, SECONDS, 'hola'), dangers(sink, SECONDS)]);
await server.stop();
await redis.stop();

const share = (times: number[], more: number) => times.filter((time) => time > more).length / Math.max(1, times.length);
const rows = [
  { what: '80/s: median accept, ms', value: at(calm.times, 0.5).toFixed(1) },
  { what: '80/s: accepts above 1 s, %', value: (100 * share(calm.times, 1_000)).toFixed(2) },
  { what: '80/s: answers by status', value: JSON.stringify(calm.statuses) },
  { what: '1,000/s: answers by status', value: JSON.stringify(flood.statuses) },
  { what: '1,000/s: a danger message to its answer, median ms', value: at(rescued, 0.5).toFixed(0) },
  { what: '1,000/s: a danger message to its answer, p99 ms', value: at(rescued, 0.99).toFixed(0) },
];
if (json) console.log(JSON.stringify(rows));
else
  console.log(
    table(
      [
        { title: 'what', of: ({ what }) => what },
        { title: 'measured', of: ({ value }) => value },
      ],
      rows,
    ),
  );
process.exit(0);
