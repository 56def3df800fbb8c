import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Fleet, Server } from './fleet.js';
import type { Random } from './random.js';
import { Tray } from './tray.js';

type Json = Record<string, unknown>;

export interface PostmanOptions {
  fleet: Fleet;
  random: Random;
  appSecret: string;
  phoneNumberId: string;
}

interface Letter {
  value: Json;
  taken: () => void;
}

/** How the platform delivers, and how badly. Its waits between tries are compressed. */
const DUPLICATE = 0.1;
const REORDER = 0.05;
const REORDER_MS = 300;
const LATE_MS = 5_000;
const BATCHED = 0.3;
const MESSAGES_TRAY = { most: 20, waitMs: 20 };
const STATUS_TRAY = { most: 50, waitMs: 60 };
const ANSWER_MS = 3_000;
const FIRST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 1_000;
/** A server that did not answer gets no traffic for this long, as behind any load balancer. */
const AVOID_MS = 1_000;

/** Brings webhooks to whichever server answers, again and again until one says 200; some twice, some late, some together. */
export class Postman {
  /** Until then everything is brought once and at once. */
  unruly = false;
  readonly #options: PostmanOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });
  readonly #avoid = new Map<Server, number>();
  readonly #messages: Tray<Letter>;
  readonly #statuses: Tray<Letter>;
  readonly #underWay = new Set<Promise<unknown>>();
  #stopped = false;

  constructor(options: PostmanOptions) {
    this.#options = options;
    const handOn = (letters: Letter[]) => this.#track(this.#bring(letters));
    this.#messages = new Tray({ ...MESSAGES_TRAY, handOn });
    this.#statuses = new Tray({ ...STATUS_TRAY, handOn });
  }

  /** Resolves when a server took the message over. */
  async message(message: Json, from: string): Promise<void> {
    const { random } = this.#options;
    const contacts = [{ wa_id: from, profile: { name: '-' } }];
    if (this.unruly && random.chance(REORDER)) await pause(random.between(0, REORDER_MS));
    await new Promise<void>((taken) => {
      const letter = { value: { contacts, messages: [{ from, ...message }] }, taken };
      if (random.chance(BATCHED)) this.#messages.add(letter);
      else this.#track(this.#bring([letter]));
    });
  }

  /** Resolves when a server took the status over. */
  status(status: Json): Promise<void> {
    return new Promise((taken) => this.#statuses.add({ value: { statuses: [status] }, taken }));
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.settled();
    this.#agent.destroy();
  }

  async #bring(letters: Letter[]): Promise<void> {
    const raw = this.#bodyOf(letters);
    const { random } = this.#options;
    if (this.unruly && random.chance(DUPLICATE))
      this.#track(this.#again(raw, random.chance(0.5) ? 0 : random.between(0, LATE_MS)));
    if (await this.#insist(raw)) for (const { taken } of letters) taken();
  }

  async #again(raw: string, afterMs: number): Promise<void> {
    await pause(afterMs);
    await this.#insist(raw);
  }

  async #insist(raw: string): Promise<boolean> {
    for (let tries = 0; !this.#stopped; tries += 1) {
      if ((await this.#try(raw)) === 200) return true;
      await pause(Math.min(FIRST_PAUSE_MS * 2 ** tries, LONGEST_PAUSE_MS));
    }
    return false;
  }

  async #try(raw: string): Promise<number> {
    const { fleet, random } = this.#options;
    const ready = fleet.ready();
    const good = ready.filter((server) => (this.#avoid.get(server) ?? 0) < performance.now());
    const choice = good.length > 0 ? good : ready;
    if (choice.length === 0) return 0;
    const server = random.pick(choice);
    const status = await this.#post(server.port, raw);
    if (status === 0) this.#avoid.set(server, performance.now() + AVOID_MS);
    return status;
  }

  #post(port: number, raw: string): Promise<number> {
    const signature = createHmac('sha256', this.#options.appSecret).update(raw).digest('hex');
    return new Promise((resolve) => {
      const sent = request({
        agent: this.#agent,
        host: '127.0.0.1',
        port,
        path: '/webhooks/whatsapp',
        method: 'POST',
        timeout: ANSWER_MS,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(raw),
          'x-hub-signature-256': `sha256=${signature}`,
        },
      });
      sent.on('response', (response) => {
        response.on('error', () => resolve(0));
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      });
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => resolve(0)).on('close', () => resolve(0));
      sent.end(raw);
    });
  }

  /** One body for all, each in an entry of its own. */
  #bodyOf(letters: Letter[]): string {
    const metadata = { display_phone_number: '3200000000', phone_number_id: this.#options.phoneNumberId };
    const common = { messaging_product: 'whatsapp', metadata };
    const entry = letters.map(({ value }) => ({
      id: '0',
      changes: [{ field: 'messages', value: { ...common, ...value } }],
    }));
    return JSON.stringify({ object: 'whatsapp_business_account', entry });
  }

  #track(work: Promise<unknown>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }
}
