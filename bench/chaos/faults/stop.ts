import { setTimeout as pause } from 'node:timers/promises';
import type { Point } from '../../../src/points.js';
import type { FaultClass } from './contract.js';

/** Longer than a lease of 30 s, shorter and longer than one of 60 s. */
const STOPS_MS = [32_000, 36_000, 64_000] as const;
/** Right before the commit, right before and after a send: where a stale holder does harm. */
const POINTS: readonly Point[] = ['K15', 'K19', 'K21'];
const PATIENCE_MS = 15_000;

/** SIGSTOP for longer than the lease, then SIGCONT: what it still holds in its hands must be refused. */
export const stops: FaultClass = {
  name: 'stop',
  about: 'SIGSTOP of a server past its lease, then SIGCONT',
  conversations: 0.04,
  kills: 0.02,
  inject: async ({ fleet, faults }, random, index) => {
    const server = random.pick(fleet.ready());
    const point = POINTS[index % POINTS.length] ?? 'K15';
    const order = { point, pass: 1 + random.whole(5), signal: 'SIGSTOP' } as const;
    const struck = await fleet.strikeAt(server, order, PATIENCE_MS);
    const over = faults.begin(server.generation);
    if (!struck) server.child.kill('SIGSTOP');
    await pause(STOPS_MS[index % STOPS_MS.length]);
    server.child.kill('SIGCONT');
    over();
    return struck ? undefined : point;
  },
};
