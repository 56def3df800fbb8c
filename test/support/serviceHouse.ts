import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import { type App, createApp, type Parts } from '../../src/app.js';
import { createDirectory } from '../../src/directory/directory.js';
import { loadDirectory } from '../../src/directory/load.js';
import type { Alert, Alerts } from '../../src/handoff/alerts.js';
import type { Case } from '../../src/handoff/contract.js';
import { loadParts, projectRoot } from '../../src/parts.js';
import { conversationRef, keysOf } from '../../src/store/keys.js';
import type { Keeping } from './keeping.js';
import { eventually } from './service.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The service without its doors, on a store and a clock of the test's; WhatsApp is a list of what was sent. */
export interface ServiceHouse {
  app: App;
  sent: Partial<Activity>[];
  alerts: Case[];
  errors: unknown[];
  ref: ReturnType<typeof conversationRef>;
  /** She writes, and her turn has run. @returns what the bot said */
  say(text: string, dedupeId?: string): Promise<string>;
  /** The same with an activity of any kind. */
  send(activity: Partial<Activity>, dedupeId?: string): Promise<string>;
  /** Time passes, and what became due is done. */
  pass(ms: number): Promise<void>;
  /** Her case as it stands. */
  kase(): Promise<Case | undefined>;
}

let parts: Promise<Parts> | undefined;

/** The project's directory, where the team's hours are known. */
function directoryWith(hours: string): Parts['directory'] {
  const { country, ...data } = loadDirectory(join(projectRoot, 'directory'));
  const organisation = { ...country.organisation, hours };
  return createDirectory({ ...data, country: { ...country, organisation } }, { timeZone: 'Europe/Brussels' });
}

export interface HouseOptions {
  channel?: 'whatsapp' | 'webchat';
  identity?: string;
  /** By a webhook that takes everything, unless told. */
  alerts?: Alerts;
  /** When somebody of the team answers, in `opening_hours` syntax. */
  teamHours?: string;
}

export async function openService(
  house: Pick<Keeping, 'store' | 'sealer' | 'now' | 'clock'>,
  {
    channel = 'whatsapp',
    identity = '32470000001',
    alerts: ways = { webhook: async () => {} },
    teamHours,
  }: HouseOptions = {},
): Promise<ServiceHouse> {
  parts ??= loadParts({ botName: 'Test', timeZone: 'Europe/Brussels' });
  const sent: Partial<Activity>[] = [];
  const alerts: Case[] = [];
  const noting =
    (alert: Alert): Alert =>
    (kase) => {
      alerts.push(kase);
      return alert(kase);
    };
  const errors: unknown[] = [];
  const loaded = await parts;
  const directory = teamHours ? directoryWith(teamHours) : loaded.directory;
  const app = createApp(
    { ...loaded, directory },
    {
      store: house.store,
      sealer: house.sealer,
      now: house.now,
      random: () => 0.5,
      newId: () => randomUUID(),
      alerts: Object.fromEntries(Object.entries(ways).map(([way, alert]) => [way, noting(alert)])),
      onError: (error) => errors.push(error),
    },
  );
  app.use({
    name: 'whatsapp',
    pushes: true,
    async send({ activity }) {
      sent.push(activity);
      return { state: 'sent' };
    },
  });
  const ref = conversationRef(house.sealer, channel, identity);
  const address = { to: identity };
  const { outbox } = keysOf(ref);
  const allSent = () => eventually(async () => (await house.store.list(outbox)).length === 0);
  async function send(activity: Partial<Activity>, dedupeId: string = randomUUID()): Promise<string> {
    const { held } = await app.turns.receive(channel, { identity, address, dedupeId, sentAt: house.now(), activity });
    const reports = held ? await app.turns.run(held) : [];
    await allSent();
    return reports.flatMap(({ replies }) => replies.map((reply) => reply.text)).join('\n');
  }
  return {
    app,
    sent,
    alerts,
    errors,
    ref,
    send,
    say: (text, dedupeId) => send({ type: 'message', text }, dedupeId),
    async pass(ms) {
      house.clock.at += ms;
      await app.sweeper.sweep();
      await allSent();
    },
    kase: async () => (await app.conversations.read(ref))?.case,
  };
}
