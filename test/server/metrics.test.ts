import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Channel, Incoming, Sent } from '../../src/channels/contract.js';
import { CODE_CLASSES, classOf } from '../../src/delivery/codeClass.js';
import { RumboError } from '../../src/errors.js';
import { countAccepts, countDue, countSends } from '../../src/meter.js';
import { createMetrics, type Metrics, mountMetrics } from '../../src/server/metrics.js';
import { openRoom } from './room.js';

const TOKEN = 'a-token-of-a-test';
const incoming = { activity: { text: 'zarzamora' }, identity: '32470000001' } as unknown as Incoming;

let metrics: Metrics;
let openCases: () => Promise<number>;
beforeEach(() => {
  openCases = async () => 3;
  metrics = createMetrics({ openCases: () => openCases(), deadLetters: async () => 2 });
});

/** The value of one line, by its name and labels as Prometheus writes them. */
async function readingOf(line: string): Promise<number | undefined> {
  const found = (await metrics.text()).split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.split(' ').at(-1));
}

describe('what is counted', () => {
  test('messages taken in, known already, and refused while the store is away', async () => {
    const answers = ['accepted', 'accepted', 'duplicate'] as const;
    for (const answer of answers) await countAccepts(async () => answer, metrics.meter)('whatsapp', incoming);
    const away = countAccepts(() => Promise.reject(new RumboError('store_unavailable', 'Away.')), metrics.meter);
    await expect(away('whatsapp', incoming)).rejects.toThrow('Away');
    for (const [outcome, count] of Object.entries({ accepted: 2, duplicate: 1, refused: 1 }))
      expect(await readingOf(`rumbo_messages_total{outcome="${outcome}"}`)).toBe(count);
  });

  test('tries to send, by how they ended and why', async () => {
    const answers: Sent[] = [{ state: 'sent' }, { state: 'dead', code: '131026' }, { state: 'retry', code: '131056' }];
    const channel: Channel = {
      name: 'whatsapp',
      pushes: true,
      send: async () => answers.shift() ?? Promise.reject(new Error()),
    };
    const counted = countSends(channel, metrics.meter);
    const outgoing = { id: '', address: {}, activity: {}, attempt: 1 };
    for (let tries = 0; tries < 3; tries += 1) await counted.send(outgoing);
    await expect(counted.send(outgoing)).rejects.toThrow();
    for (const labels of [
      'sent",why="none',
      'dead",why="unreachable',
      'retry",why="rate',
      'uncertain",why="connection',
    ])
      expect(await readingOf(`rumbo_sends_total{state="${labels}"}`)).toBe(1);
  });

  test('due rows, also those that fail', async () => {
    const fail = () => Promise.reject(new Error('x'));
    const handlers = countDue({ case: async () => {}, expire: fail }, metrics.meter);
    await handlers['case']?.();
    await expect(handlers['expire']?.()).rejects.toThrow('x');
    expect(await readingOf('rumbo_due_total{kind="case",went="well"}')).toBe(1);
    expect(await readingOf('rumbo_due_total{kind="expire",went="wrong"}')).toBe(1);
  });

  test('turns and how long they took, dead letters, leases lost', async () => {
    metrics.meter.turn()('answered');
    metrics.meter.dead('window_closed');
    metrics.meter.leaseLost('turn');
    expect(await readingOf('rumbo_turns_total{outcome="answered"}')).toBe(1);
    expect(await readingOf('rumbo_turn_seconds_count')).toBe(1);
    expect(await readingOf('rumbo_dead_letters_total{why="window"}')).toBe(1);
    expect(await readingOf('rumbo_leases_lost_total{of="turn"}')).toBe(1);
  });

  test('what is open, which costs the rest nothing when the store is away', async () => {
    expect([await readingOf('rumbo_open_cases'), await readingOf('rumbo_dead_letters')]).toEqual([3, 2]);
    openCases = () => Promise.reject(new Error('away'));
    expect([await readingOf('rumbo_open_cases'), await readingOf('rumbo_dead_letters')]).toEqual([Number.NaN, 2]);
    expect(await readingOf('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  test('nothing of a person, whatever code a platform sends', async () => {
    for (const code of ['zarzamora', '32470000001', '', '__proto__']) {
      metrics.meter.dead(code);
      metrics.meter.sent('dead', code);
      expect(CODE_CLASSES).toContain(classOf(code));
    }
    const text = await metrics.text();
    expect(text).not.toMatch(/zarzamora|32470000001|proto/);
    expect(await readingOf('rumbo_dead_letters_total{why="other"}')).toBe(4);
  });
});

describe('/metrics', () => {
  let room: Awaited<ReturnType<typeof openRoom>>;
  beforeEach(async () => {
    room = await openRoom((server) => mountMetrics(server, metrics, TOKEN));
  });
  afterEach(() => room.close());

  const ask = (authorization?: string) =>
    fetch(`${room.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });

  test.each([undefined, '', 'Bearer', 'Bearer wrong', TOKEN, `Basic ${TOKEN}`])('is closed to %p', async (given) => {
    const answer = await ask(given);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
  });

  test('is told to whoever has the token', async () => {
    const answer = await ask(`Bearer ${TOKEN}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('# HELP rumbo_turns_total');
  });
});
