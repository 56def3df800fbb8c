import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import { type App, createApp, type Parts } from '../app.js';
import type { Report } from '../bot/turns.js';
import type { ChannelName, Incoming } from '../channels/contract.js';
import { createSealer } from '../sealing/sealer.js';
import type { Held } from '../store/conversations.js';
import { openStore } from '../store/open.js';

/** Nobody waits for an answer here: a slow disk only makes it longer. */
const PATIENCE_MS = 60_000;

export interface RigOptions {
  parts: Parts;
  channel: ChannelName;
  /** When the conversation starts, milliseconds since 1970. */
  at: number;
}

/** One conversation on the real path with a throw-away store and a clock of its own. */
export interface Rig {
  app: App;
  /** Accepts a message; its turn runs with `run`. */
  receive(activity: Partial<Activity>): Promise<void>;
  /** Runs what was accepted. @returns a report for each message */
  run(): Promise<Report[]>;
  /** Moves the clock, and does what became due meanwhile. */
  pause(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Builds a service that nobody else sees: its own folder, key and clock. */
export async function createRig({ parts, channel, at }: RigOptions): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'rumbo-'));
  let clock = at;
  let messages = 0;
  let held: Held | undefined;
  const now = () => clock;
  const sealer = createSealer(randomBytes(32));
  const store = await openStore({ folder, now, sealer, patienceMs: () => PATIENCE_MS });
  const fail = (error: unknown) => {
    throw error;
  };
  const app = createApp(parts, {
    store,
    sealer,
    now,
    random: () => 0.5,
    newId: () => randomUUID(),
    alerts: {},
    onError: fail,
  });
  return {
    app,
    async receive(activity) {
      messages += 1;
      clock += 1;
      const incoming: Incoming = { identity: 'person', address: {}, dedupeId: `m${messages}`, sentAt: clock, activity };
      const accepted = await app.turns.receive(channel, incoming);
      held = accepted.held ?? held;
    },
    async run() {
      if (!held) return [];
      const taken = await app.conversations.refresh(held);
      held = undefined;
      return app.turns.run(taken);
    },
    async pause(ms) {
      clock += ms;
      await app.sweeper.sweep();
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
