import { EventEmitter } from 'node:events';
import { type Refusal, refusalWith, toStatusError } from './errorCodes.js';
import { type Fault, Faults } from './faults.js';
import { Ledger, type Line } from './ledger.js';
import { MediaShelf } from './media.js';
import { Pace } from './pace.js';
import { People, type Person } from './people.js';
import { type PhoneMessage, toPlatformMessage } from './phoneMessages.js';
import { findReadRefusal, findRefusal } from './rules.js';
import { Typing } from './typing.js';
import { deliver, type WebhookSettings } from './webhook.js';
import { toBody, toChange, toMessageValue } from './webhookBody.js';

export interface PlatformOptions extends WebhookSettings {
  phoneNumberId: string;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A part of a message id, never given twice. */
  newId: () => string;
  perSecond: number;
  /** Statuses reported of each message that was sent, in this order. */
  statuses: readonly string[];
}

/** What came of one send. */
export type Outcome =
  | { answer: 'accepted'; id: string; person: string }
  | { answer: 'refused'; refusal: Refusal }
  /** No answer at all; with `dropped` it was accepted all the same. */
  | { answer: 'silence'; hangs: boolean };

/** What a phone shows. */
export interface PhoneView {
  person: Person;
  lines: Line[];
  /** The service is writing. */
  typing: boolean;
}

type Fields = Record<string, unknown>;

/** How far a person's message came, least first. */
const TICKS = ['sent', 'delivered', 'read'];

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);

const plannedRefusal = (fault: Exclude<Fault, string>): Refusal =>
  'code' in fault
    ? refusalWith(fault.code, 'planned fault', fault.status)
    : { status: fault.status, code: -1, message: 'planned fault' };

const failsLater = (fault: Fault | undefined): fault is { code: number } =>
  typeof fault === 'object' && 'by' in fault && fault.by === 'status';

/** The platform without HTTP: takes messages of the service, speaks for phones, keeps the ledger. */
export class Platform {
  readonly faults = new Faults();
  readonly media: MediaShelf;
  readonly #options: PlatformOptions;
  readonly #ledger = new Ledger();
  readonly #people = new People();
  readonly #typing = new Typing();
  readonly #pace: Pace;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();
  #statuses: readonly string[];

  constructor(options: PlatformOptions) {
    this.#options = options;
    this.#statuses = options.statuses;
    this.#pace = new Pace(options.perSecond);
    this.media = new MediaShelf(options.newId);
  }

  /** The statuses reported from now on, in this order. */
  setStatuses(statuses: readonly string[]): void {
    this.#statuses = statuses;
  }

  /** A message of the service, as it was posted. */
  send(body: Fields): Outcome {
    const fault = this.faults.next();
    if (fault === 'hang' || fault === 'reset') return { answer: 'silence', hangs: fault === 'hang' };
    const isLater = failsLater(fault);
    if (typeof fault === 'object' && !isLater) return { answer: 'refused', refusal: plannedRefusal(fault) };
    const outcome = this.#take(body, isLater ? fault.code : undefined);
    return fault === 'drop' && outcome.answer === 'accepted' ? { answer: 'silence', hangs: false } : outcome;
  }

  #take(body: Fields, failure?: number): Outcome {
    const refusal = findRefusal(body);
    if (refusal !== undefined) return { answer: 'refused', refusal };
    const { to, recipient } = { to: text(body['to'])?.replace('+', ''), recipient: text(body['recipient']) };
    const person = this.#people.keyOf({ ...(to && { waId: to }), ...(recipient && { userId: recipient }) });
    const { now } = this.#options;
    const tooSoon = this.#pace.send(person, now());
    if (tooSoon !== undefined) return { answer: 'refused', refusal: tooSoon };
    const line = this.#ledger.add({ person, from: 'service', id: this.#newId(), at: now(), message: body });
    this.#typing.stop(person);
    this.#track(failure === undefined ? this.#report(line, this.#statuses) : this.#report(line, ['failed'], failure));
    this.#changes.emit(person);
    return { answer: 'accepted', id: line.id, person };
  }

  /** The service marks a message, and all before it, as read, and may show that it writes. @returns why not, if so */
  read(body: Fields): Refusal | undefined {
    const own = (id: string) => this.#ledger.find(id)?.from === 'person';
    const refusal = findReadRefusal(body, own);
    const line = this.#ledger.find(String(body['message_id']));
    if (refusal !== undefined || line === undefined) return refusal;
    const before = this.#ledger.lines(line.person).filter(({ number }) => number <= line.number);
    for (const one of before) if (one.from === 'person') one.status = 'read';
    if (body['typing_indicator'] !== undefined) this.#typing.start(line.person, this.#options.now());
    this.#changes.emit(line.person);
    return undefined;
  }

  /** @returns the status with which the service took the message over; 0 where it did not answer */
  inbound(person: Person, message: PhoneMessage): Promise<number> {
    const written = { id: this.#newId(), timestamp: this.#seconds(), ...toPlatformMessage(message, this.#file) };
    const name = this.#people.keyOf(person);
    this.#pace.heard(name, this.#options.now());
    this.#change(message);
    return this.#fromPhone(name, written, toMessageValue(this.#people.whole(person), written));
  }

  /** The same phone under another number or user id: the service is told, and the chat goes on under the new one. */
  change(person: Person, next: Person): Promise<number> {
    const name = this.#people.keyOf(person);
    const before = this.#people.change(person, next);
    const written = { id: this.#newId(), timestamp: this.#seconds(), ...toChange(before, next) };
    return this.#fromPhone(name, written, { messages: [written] });
  }

  /** She looks at the chat: what was sent to her counts as read. */
  async look(person: Person): Promise<void> {
    const lines = this.#ledger.lines(this.#people.keyOf(person));
    const unread = lines.filter(({ from, status }) => from === 'service' && status !== 'read' && status !== 'failed');
    await Promise.all(unread.map((line) => this.#track(this.#report(line, ['read']))));
  }

  view(person: Person): PhoneView {
    const name = this.#people.keyOf(person);
    const typing = this.#typing.isOn(name, this.#options.now());
    return { person: this.#people.whole(person), lines: this.#ledger.lines(name), typing };
  }

  /** @returns how to stop listening */
  onChange(person: Person, listener: () => void): () => void {
    const name = this.#people.keyOf(person);
    this.#changes.on(name, listener);
    return () => this.#changes.off(name, listener);
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

  readonly #file = (id: string) => this.media.find(id);

  async #fromPhone(person: string, message: Fields & { id: string }, value: Fields): Promise<number> {
    const at = this.#options.now();
    const line = this.#ledger.add({ person, from: 'person', id: message.id, at, message, status: 'sent' });
    this.#changes.emit(person);
    const taken = await this.post(toBody(this.#options.phoneNumberId, value));
    if (taken === 200 && TICKS.indexOf(line.status ?? '') < 1) line.status = 'delivered';
    this.#changes.emit(person);
    return taken;
  }

  /** What she did to an earlier message shows on it. */
  #change(message: PhoneMessage): void {
    const line = 'to' in message && message.to !== undefined ? this.#ledger.find(message.to) : undefined;
    if (!line) return;
    if (message.type === 'reaction') line.reaction = message.emoji;
    if (message.type === 'edit') line.edited = message.text;
    if (message.type === 'revoke') line.deleted = true;
  }

  async #report(line: Line, statuses: readonly string[], failure?: number): Promise<void> {
    const callbackData = text(line.message['biz_opaque_callback_data']);
    for (const status of statuses) {
      line.status = status;
      if (failure !== undefined) line.code = failure;
      this.#changes.emit(line.person);
      const more = {
        ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
        ...(failure !== undefined && { errors: [toStatusError(failure)] }),
      };
      const one = { id: line.id, status, timestamp: this.#seconds(), recipient_id: line.person, ...more };
      await this.post(toBody(this.#options.phoneNumberId, { statuses: [one] }));
    }
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
