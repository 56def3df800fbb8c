import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createAlerting } from '../../src/handoff/alerting.js';
import type { Alerts, AlertWay } from '../../src/handoff/alerts.js';
import type { Case } from '../../src/handoff/contract.js';
import { NO_METER } from '../../src/meter.js';
import type { Held } from '../../src/store/conversation.js';
import { keysOf } from '../../src/store/keys.js';
import { StoreRefused } from '../../src/store/refused.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { eventually } from '../support/service.js';
import { HOUR, MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

const SOON = 30_000;
const FOR_LONG = Number.MAX_SAFE_INTEGER;

let house: Keeping;
let service: ServiceHouse;
/** What was tried, in order. */
let tried: AlertWay[];
/** What is out of order now. */
let broken: Set<AlertWay>;

const alertBy = (way: AlertWay) => async () => {
  tried.push(way);
  if (broken.has(way)) throw new Error('no');
};
const BOTH: Alerts = { webhook: alertBy('webhook'), mail: alertBy('mail') };

beforeEach(async () => {
  house = await keep();
  tried = [];
  broken = new Set();
  service = await openService(house, { alerts: BOTH });
});
afterEach(() => house.end());

/** Rows of alerts that wait. */
async function rows(): Promise<string[]> {
  const due = await house.store.due(keysOf(service.ref).due, FOR_LONG, 100);
  return due.flatMap(({ member }) => (/^(webhook|mail):/.test(member) ? [member.split(':')[0] ?? ''] : [])).sort();
}
const settled = (left: AlertWay[]) => eventually(async () => String(await rows()) === String(left));
const askForPerson = () => service.say('quiero hablar con alguien');
const times = (way: AlertWay) => tried.filter((one) => one === way).length;
const codes = () => service.errors.map((error) => (error as { code?: string }).code);

test('every way is tried once, and nothing of it stays', async () => {
  await askForPerson();
  await settled([]);
  expect(tried.sort()).toEqual(['mail', 'webhook']);
  await service.pass(HOUR);
  expect(tried).toHaveLength(2);
});

test('a way that fails is tried again until it goes well, and the other is not repeated', async () => {
  broken.add('mail');
  await askForPerson();
  await settled(['mail']);
  for (const expected of [2, 3]) {
    await service.pass(MINUTE);
    await eventually(() => times('mail') === expected);
  }
  broken.clear();
  await service.pass(5 * MINUTE);
  await settled([]);
  expect({ mail: times('mail'), webhook: times('webhook') }).toEqual({ mail: 4, webhook: 1 });
  expect(codes()).toEqual(['alert_failed', 'alert_failed', 'alert_failed']);
});

test('the longer she waits the rarer the tries, but never rarer than every five minutes', async () => {
  broken.add('mail');
  await askForPerson();
  await settled(['mail']);
  const waits: number[] = [];
  for (let tries = 1; tries < 8; tries += 1) {
    const [row] = (await house.store.due(keysOf(service.ref).due, FOR_LONG, 100)).filter(({ member }) =>
      member.startsWith('mail'),
    );
    const wait = (row?.at ?? 0) - house.now();
    waits.push(wait / 1_000);
    await service.pass(wait);
    await eventually(() => times('mail') === tries + 1);
    await eventually(() => codes().length === tries + 1);
  }
  expect(waits).toEqual([30, 30, 60, 120, 240, 300, 300]);
});

test('where the process dies before it alerts, another one does', async () => {
  const dead = await openService(house, { alerts: { webhook: () => new Promise(() => {}) } });
  await dead.say('quiero hablar con alguien');
  await eventually(() => dead.alerts.length === 1);
  expect(tried).toEqual([]);
  await service.pass(SOON);
  await eventually(() => times('webhook') === 1);
  await settled([]);
});

test('two processes that find the same row alert once', async () => {
  broken.add('webhook').add('mail');
  await askForPerson();
  await settled(['mail', 'webhook']);
  await eventually(() => codes().length === 2);
  const other = await openService(house, { alerts: BOTH });
  broken.clear();
  tried = [];
  house.clock.at += SOON;
  await Promise.all([service.app.sweeper.sweep(), other.app.sweeper.sweep()]);
  await settled([]);
  // Whatever either of them still wrote has gone through when this has.
  await service.say('hola');
  expect(tried.sort()).toEqual(['mail', 'webhook']);
});

describe('nobody is alerted any more once', () => {
  beforeEach(async () => {
    broken.add('webhook').add('mail');
    await askForPerson();
    await eventually(() => codes().length === 2);
  });

  test('a coordinator has it', async () => {
    await service.app.desk.claim(service.ref.id, coordinator);
    await service.pass(10 * MINUTE);
    await settled([]);
    expect(tried).toHaveLength(2);
  });

  test('she erased everything, and no trace of it waits', async () => {
    await service.say('borrar mis datos');
    await service.say('sí');
    expect(await service.kase()).toBeUndefined();
    expect(await rows()).toEqual([]);
    await service.pass(10 * MINUTE);
    expect(tried).toHaveLength(2);
  });
});

test('a process without a way leaves its rows to those that have it', async () => {
  broken.add('mail');
  await askForPerson();
  await settled(['mail']);
  const other = await openService(house, { alerts: {} });
  await other.pass(SOON);
  const isLater = ({ member, at }: { member: string; at: number }) => member.startsWith('mail') && at > house.now();
  await eventually(async () => (await house.store.due(keysOf(service.ref).due, FOR_LONG, 100)).some(isLater));
  broken.clear();
  await service.pass(MINUTE);
  await settled([]);
  expect(times('mail')).toBe(2);
});

test('a commit after which its process died is alerted for by another one, after half a minute', async () => {
  const { conversations } = service.app;
  await askForPerson();
  await settled([]);
  const held = await conversations.hold(service.ref);
  const kase = await service.kase();
  if (!held || !kase) throw new Error('busy');
  tried = [];
  await conversations.commit({ ...held, case: undefined }, { case: kase });
  await service.pass(SOON - 1);
  await service.say('hola');
  expect(tried).toEqual([]);
  await service.pass(1);
  await eventually(() => tried.length === 2);
  await settled([]);
});

test('a case that becomes urgent while its first alert is on the way keeps the row of the second', async () => {
  const arrivals: (() => void)[] = [];
  const slow = await openService(house, {
    alerts: {
      webhook: () =>
        new Promise((resolve) => {
          arrivals.push(resolve);
        }),
    },
  });
  await slow.say('quiero hablar con alguien');
  await eventually(() => arrivals.length === 1);
  house.clock.at += 1_000;
  await slow.say('mi marido me quiere matar ahora');
  await eventually(() => slow.alerts.length === 2);
  arrivals[0]?.();
  await slow.say('hola');
  expect(await rows()).toEqual(['webhook']);
});

test('a store that goes away right after the case was written stops no alert', async () => {
  let away = false;
  const transact: Keeping['store']['transact'] = (tag, steps, patienceMs) => {
    away ||= steps.some((step) => step.conditions?.some((condition) => condition.if === 'due'));
    return away ? Promise.reject(new StoreRefused(undefined)) : house.store.transact(tag, steps, patienceMs);
  };
  const other = await openService({ ...house, store: { ...house.store, transact } }, { alerts: BOTH });
  await other.say('quiero hablar con alguien').catch(() => {});
  await eventually(() => tried.length === 2);
  expect(await rows()).toEqual(['mail', 'webhook']);
});

test('who writes under a number that changed hands is alerted for, though somebody else still waited there', () => {
  const deps = { ...house, alerts: BOTH, caseOf: async () => undefined, meter: NO_METER, onError: () => {} };
  const waiting = { state: 'waiting', urgency: 'high', openedAt: 1, lastInboundAt: 2 } as Case;
  const held = { ref: service.ref, case: waiting } as Held;
  const { due } = createAlerting(deps);
  expect(due(held, { case: waiting })).toEqual([]);
  expect(due(held, { case: waiting, forget: true })).toHaveLength(2);
});

test('a case that becomes urgent while it waits alerts once more', async () => {
  await askForPerson();
  await settled([]);
  house.clock.at += 1_000;
  await service.say('mi marido me quiere matar ahora');
  await eventually(() => tried.length === 4);
  await settled([]);
  expect(service.alerts.map(({ urgency }) => urgency)).toEqual(['normal', 'normal', 'high', 'high']);
});

test('who cannot be alerted is still answered and listed', async () => {
  broken.add('webhook').add('mail');
  expect(await askForPerson()).not.toBe('');
  expect(await service.app.desk.queue()).toHaveLength(1);
});
