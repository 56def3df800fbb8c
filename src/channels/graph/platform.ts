import type { Fault } from './faults.js';
import { Faults } from './faults.js';
import { Ledger, type Line } from './ledger.js';
import { Pace } from './pace.js';
import { People, type Person } from './people.js';
import { type PhoneMessage, toPlatformMessage } from './phoneMessages.js';
import { findRefusal, type Refusal } from './rules.js';
import { deliver, type WebhookSettings } from './webhook.js';

export interface PlatformOptions extends WebhookSettings {
  phoneNumberId: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A part of a message id, never given twice. */
  newId: () => string;
  perSecond: number;
  /** Statuses reported of each message that was sent. */
  statuses: readonly string[];
}

/** What came of one send. */
export type Outcome =
  | { answer: 'accepted'; id: string; person: string }
  | { answer: 'refused'; refusal: Refusal }
  /** No answer at all; with `dropped` it was accepted all the same. */
  | { answer: 'silence'; hangs: boolean };

type Fields = Record<string, unknown>;

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

function refusalOf(fault: Exclude<Fault, string>): Refusal {
  const code = 'code' in fault ? fault.code : -1;
  return { status: fault.status ?? 400, code, message: 'planned fault' };
}

/** The platform without HTTP: takes messages of the service, speaks for phones, keeps the ledger. */
export class Platform {
  readonly faults = new Faults();
  readonly #options: PlatformOptions;
  readonly #ledger = new Ledger();
  readonly #people = new People();
  readonly #pace: Pace;
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();

  constructor(options: PlatformOptions) {
    this.#options = options;
    this.#pace = new Pace(options.perSecond);
  }

  /** A message of the service, as it was posted. */
  send(body: Fields): Outcome {
    const fault = this.faults.next();
    if (fault === 'hang' || fault === 'reset') return { answer: 'silence', hangs: fault === 'hang' };
    if (fault !== undefined && fault !== 'drop') return { answer: 'refused', refusal: refusalOf(fault) };
    const outcome = this.#take(body);
    return fault === 'drop' && outcome.answer === 'accepted' ? { answer: 'silence', hangs: false } : outcome;
  }

  #take(body: Fields): Outcome {
    const refusal = findRefusal(body);
    if (refusal !== undefined) return { answer: 'refused', refusal };
    const { to, recipient } = { to: text(body['to'])?.replace('+', ''), recipient: text(body['recipient']) };
    const person = this.#people.keyOf({ ...(to && { waId: to }), ...(recipient && { userId: recipient }) });
    const tooSoon = this.#pace.send(person, this.#options.now());
    if (tooSoon !== undefined) return { answer: 'refused', refusal: tooSoon };
    const id = this.#newId();
    this.#ledger.add({ person, from: 'service', id, at: this.#options.now(), message: body });
    this.#track(this.#report(id, person, text(body['biz_opaque_callback_data'])));
    return { answer: 'accepted', id, person };
  }

  /** @returns the status with which the service took the message over; 0 where it did not answer */
  inbound(person: Person, message: PhoneMessage): Promise<number> {
    const { now } = this.#options;
    const id = this.#newId();
    const written = { id, timestamp: this.#seconds(), ...toPlatformMessage(message) };
    const name = this.#people.keyOf(person);
    this.#pace.heard(name, now());
    this.#ledger.add({ person: name, from: 'person', id, at: now(), message: written });
    const { waId, userId } = person;
    const sender = { ...(waId && { from: waId }), ...(userId && { from_user_id: userId }) };
    const contact = { profile: { name: '-' }, ...(waId && { wa_id: waId }), ...(userId && { user_id: userId }) };
    return this.#track(this.#deliver({ contacts: [contact], messages: [{ ...sender, ...written }] }));
  }

  /** What passed, oldest first. @param person everybody when left out */
  lines(person?: Person): Line[] {
    return this.#ledger.lines(person && this.#people.keyOf(person));
  }

  /** Posts any payload, signed and escaped. */
  post(payload: unknown): Promise<number> {
    return this.#track(deliver(this.#options, payload, this.#stop.signal));
  }

  /** Resolves when every webhook that is under way was taken over or given up. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled(this.#underWay);
  }

  /** Gives up what is not delivered yet. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.settled();
  }

  async #report(id: string, person: string, callbackData: string | undefined): Promise<void> {
    for (const status of this.#options.statuses) {
      const more = callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData };
      await this.#deliver({
        statuses: [{ id, status, timestamp: this.#seconds(), recipient_id: person, ...more }],
      });
    }
  }

  #deliver(value: Fields): Promise<number> {
    const metadata = { display_phone_number: '15550000000', phone_number_id: this.#options.phoneNumberId };
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
    const payload = { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] };
    return deliver(this.#options, payload, this.#stop.signal);
  }

  #track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    return tracked;
  }

  #newId(): string {
    return `wamid.${this.#options.newId()}`;
  }

  #seconds(): string {
    return String(Math.floor(this.#options.now() / 1000));
  }
}
