import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from './faults.js';
import type { Line } from './ledger.js';
import { toPerson } from './people.js';
import type { PhoneMessage } from './phoneMessages.js';
import { Platform } from './platform.js';
import { createRoutes } from './routes.js';
import { shakeHands } from './webhook.js';

export interface GraphStandInOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  host?: string;
  /** Where messages and statuses are posted: the service's /webhooks/whatsapp. */
  webhookUrl: string;
  appSecret: string;
  verifyToken: string;
  phoneNumberId: string;
  accessToken: string;
  /** Waits before a webhook is posted again. */
  retryDelaysMs?: readonly number[];
  /** Statuses reported of each message sent; `sent` and `delivered` unless told. */
  statuses?: readonly string[];
  /** Messages a second before it throttles. */
  perSecond?: number;
  now?: () => number;
  newId?: () => string;
  /** Where the built page with the phone lies; beside the service unless told. */
  pageFolder?: string;
}

export interface GraphStandIn {
  /** Base address with version, for WHATSAPP_GRAPH_URL. */
  url: string;
  /** The page with a phone on it. */
  page: string;
  /**
   * A phone sends something.
   * @param person digits, a user id such as `ES.123`, or both with a slash between
   * @returns the status with which the service took it over; 0 where it did not answer
   */
  inbound(person: string, message: PhoneMessage): Promise<number>;
  /** The same phone under another number or user id, written as for `inbound`. @returns as `inbound` */
  change(person: string, next: string): Promise<number>;
  /** Posts any payload, signed. */
  post(payload: unknown): Promise<number>;
  /** What passed, oldest first. @param person as for `inbound`; everybody when left out */
  ledger(person?: string): Line[];
  /** The next `times` sends go wrong this way. */
  fail(fault: Fault, times?: number): void;
  /** Performs the handshake. @returns whether the service knows the token */
  verify(): Promise<boolean>;
  /** Resolves when no webhook is under way any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const VERSION = '/v23.0';
const RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 16_000, 30_000, 60_000];
/** The platform's own for a new number. */
const PER_SECOND = 80;

const DEFAULTS = {
  retryDelaysMs: RETRY_DELAYS_MS,
  statuses: ['sent', 'delivered'],
  perSecond: PER_SECOND,
  now: () => Date.now(),
  newId: (): string => randomUUID(),
};

/** A local stand-in of the Graph API: obeys its rules, keeps a ledger, and lets one talk from a page or from code. */
export async function startGraphStandIn(options: GraphStandInOptions): Promise<GraphStandIn> {
  const platform = new Platform({ ...DEFAULTS, ...options });
  const server = createServer(createRoutes(platform, { ...options, now: options.now ?? DEFAULTS.now }));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  const origin = `http://${options.host ?? '127.0.0.1'}:${address.port}`;
  return {
    url: origin + VERSION,
    page: `${origin}/`,
    inbound: (person, message) => platform.inbound(toPerson(person), message),
    change: (person, next) => platform.change(toPerson(person), toPerson(next)),
    post: (payload) => platform.post(payload),
    ledger: (person) => platform.lines(person === undefined ? undefined : toPerson(person)),
    fail: (fault, times = 1) => platform.faults.plan(fault, times),
    verify: () => shakeHands(options.webhookUrl, options.verifyToken, options.newId?.() ?? randomUUID()),
    settled: () => platform.settled(),
    close: async () => {
      await platform.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
