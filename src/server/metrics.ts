import { createHash, timingSafeEqual } from 'node:crypto';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Request, Response, Server } from 'restify';
import { classOf } from '../delivery/codeClass.js';
import type { Meter, TurnOutcome } from '../meter.js';

/** Seconds; a turn takes milliseconds, one that waits for a slow store a second. */
const TURN_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** What is asked for only when somebody looks. */
export interface Looks {
  openCases: () => Promise<number>;
  deadLetters: () => Promise<number>;
}

/** What this process counted, as Prometheus reads it. */
export interface Metrics {
  meter: Meter;
  text(): Promise<string>;
}

/** Counts with prom-client in a registry of its own. Labels come from closed lists only. */
export function createMetrics(looks: Looks): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name: `rumbo_${name}_total`, help, labelNames, registers });
  const accepts = counter('messages', 'Messages that came, by what became of them.', ['outcome']);
  const turns = counter('turns', 'Turns run, by what they led to.', ['outcome']);
  const sends = counter('sends', 'Tries to send, by how they ended and why.', ['state', 'why']);
  const dead = counter('dead_letters', 'Messages given up, by why.', ['why']);
  const due = counter('due', 'Due rows handled, by kind and whether it went well.', ['kind', 'went']);
  const lost = counter('leases_lost', 'Writes refused because another process had taken over.', ['of']);
  const help = 'How long a turn takes, from its message to its commit, in seconds.';
  const durations = new Histogram({ name: 'rumbo_turn_seconds', help, buckets: TURN_BUCKETS, registers });
  gauge('rumbo_open_cases', 'Cases that wait or are claimed, of the whole installation.', looks.openCases, registers);
  gauge(
    'rumbo_dead_letters',
    'Messages in the list "not sent", of the whole installation.',
    looks.deadLetters,
    registers,
  );

  const meter: Meter = {
    accepted: (outcome) => accepts.inc({ outcome }),
    turn() {
      const stop = durations.startTimer();
      return (outcome: TurnOutcome) => {
        stop();
        turns.inc({ outcome });
      };
    },
    sent: (state, code) => sends.inc({ state, why: code === undefined ? 'none' : classOf(code) }),
    dead: (code) => dead.inc({ why: classOf(code) }),
    due: (kind, went) => due.inc({ kind, went }),
    leaseLost: (of) => lost.inc({ of }),
  };
  return { meter, text: () => registry.metrics() };
}

/** Looked up when somebody asks; while the store is away it has no value, and the rest is still told. */
function gauge(name: string, help: string, look: () => Promise<number>, registers: Registry[]): void {
  new Gauge({
    name,
    help,
    registers,
    async collect() {
      const value = await look().catch(() => Number.NaN);
      this.set(value);
    },
  });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Compared by digest, so that neither length nor time tells anything of the token. */
const mayRead = ({ headers }: Request, token: string): boolean =>
  timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));

/** `/metrics` for whoever has the token: 401 without it. */
export function mountMetrics(server: Server, metrics: Metrics, token: string): void {
  server.get('/metrics', async (request: Request, response: Response) => {
    if (!mayRead(request, token)) {
      response.writeHead(401, { 'www-authenticate': 'Bearer', 'cache-control': 'no-store' });
      response.end();
      return;
    }
    const text = await metrics.text();
    response.writeHead(200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(text);
  });
}
