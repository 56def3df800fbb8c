import type { FlowSet } from '../dialogs/advance.js';
import type { Consent } from '../dialogs/session.js';
import { admit } from './bot/admission.js';
import { caseWords } from './bot/caseWords.js';
import { createBring, createRecall } from './bot/earlier.js';
import { statusEvent } from './bot/events.js';
import { createGoOn } from './bot/goOn.js';
import { createMovedWatch } from './bot/moveAway.js';
import type { Reader } from './bot/perceive.js';
import type { AnswerReader } from './bot/readAnswer.js';
import { Turns } from './bot/turns.js';
import type { Accept, Channel } from './channels/contract.js';
import { sameNumber } from './channels/whatsapp/sameNumber.js';
import { createGuard } from './delivery/guard.js';
import { createLocalClock } from './delivery/localClock.js';
import { Sender } from './delivery/sender.js';
import { Sweeper } from './delivery/sweeper.js';
import { Watchers } from './delivery/watchers.js';
import type { Directory } from './directory/contract.js';
import { createAlerting } from './handoff/alerting.js';
import type { Alerts } from './handoff/alerts.js';
import type { Desk } from './handoff/contract.js';
import { createDesk } from './handoff/desk.js';
import { DutyRoster } from './handoff/duty.js';
import { createNotSent, type NotSent } from './handoff/notSent.js';
import { Queue } from './handoff/queue.js';
import { createRelease } from './handoff/release.js';
import { createCaseWatch } from './handoff/watch.js';
import { FALLBACK, type Locale } from './locale/locale.js';
import { createSounds, type Recording } from './locale/sounds.js';
import { fileOf } from './media/caseMedia.js';
import type { MediaShelf } from './media/contract.js';
import { createMediaShelf } from './media/shelf.js';
import { countAccepts, countDue, countSends, type Meter, NO_METER } from './meter.js';
import { createForget } from './privacy/forget.js';
import { KeepCodes } from './privacy/keepCodes.js';
import { Tries } from './privacy/tries.js';
import type { Sealer } from './sealing/contract.js';
import { Aliases } from './store/aliases.js';
import type { Store } from './store/contract.js';
import { type Commit, type Committed, Conversations, type Held, type Spoken } from './store/conversations.js';
import { DeadLetters } from './store/deadLetters.js';
import { conversationRef, refFromId } from './store/keys.js';
import { Outbox } from './store/outbox.js';
import { publishedWords } from './studio/published.js';

/** What staff edit, loaded and checked. */
export interface Parts {
  flows: FlowSet;
  locale: Locale;
  directory: Directory;
  reader: Reader;
  answers: AnswerReader;
  /** Short numbers of services, which a page shows as links. */
  shortNumbers: string[];
  /** Of the organisation: by its clock hours are meant. */
  timeZone: string;
  /** Texts that staff have spoken. */
  recordings: Recording[];
}

/** The world outside, given so that tests and programs can bring their own. */
export interface World {
  store: Store;
  sealer: Sealer;
  now: () => number;
  /** 0 to 1. */
  random: () => number;
  newId: () => string;
  alerts: Alerts;
  onError: (error: unknown) => void;
  /** Where the service is reached from outside, for links to recordings. */
  baseUrl?: string;
  /** Where what happens is counted; nowhere unless given. */
  meter?: Meter;
}

/** The service without its doors: everything between accepting a message and handing a reply to its channel. */
export interface App {
  turns: Turns;
  desk: Desk;
  sender: Sender;
  sweeper: Sweeper;
  conversations: Conversations;
  watchers: Watchers;
  notSent: NotSent;
  /** Codes to go on with elsewhere. */
  keepCodes: KeepCodes;
  /** Other names of those who write. */
  aliases: Aliases;
  /** Files that women sent, as long as they are kept. */
  shelf: MediaShelf;
  /** Whether these words may tell of danger. */
  isUrgent: (text: string) => boolean;
  /** The way in, for channels. */
  accept: Accept;
  /** Adds a channel that replies are pushed through. */
  use(channel: Channel): void;
}

/** Builds everything once and ties it together. */
export function createApp(parts: Parts, world: World): App {
  const { store, sealer, now, newId, onError, meter = NO_METER } = world;
  const channels = new Map<string, Channel>();
  const channel = (name: string) => channels.get(name);
  const caseOf = async (id: string) => {
    const ref = refFromId(id);
    const read = async () => ref && (await conversations.read(ref))?.case;
    // Once more when an erasure came between its two reads.
    return read().catch(read);
  };
  const alerting = createAlerting({ store, alerts: world.alerts, caseOf, meter, now, onError });
  const conversations = new Conversations({ store, sealer, now, alsoDue: alerting.due, onBroken: onError });
  const queue = new Queue({ store, sealer, caseOf });
  const duty = new DutyRoster({ store, now });
  const deadLetters = new DeadLetters(store);
  const sender = new Sender({
    outbox: new Outbox({ store, sealer }),
    deadLetters,
    channel,
    meter,
    now,
    random: world.random,
  });
  const shelf = createMediaShelf({ store, sealer, now, newId });
  const mediaOf = (ref: Held['ref'], lines: Spoken[]) =>
    shelf.numbersOf(
      ref,
      lines.flatMap((line) => fileOf(line)?.id ?? []),
    );
  const aliases = new Aliases({ store, sealer, channel: 'whatsapp', nameOf: sameNumber });
  const watchers = new Watchers();
  const clock = createLocalClock(parts.timeZone);
  const guard = createGuard({ clock, pushes: (name) => channel(name)?.pushes ?? false });
  const sounds = createSounds(parts.recordings, world.baseUrl ?? '');
  const rendering = { ...parts, sounds, day: clock.day };
  const words = caseWords(rendering, now);
  const wording = (consent: Consent) => publishedWords(store, { ...consent, language: consent.language ?? FALLBACK });

  /** Whoever waits, and the queue. When this process dies here the sweep does what it left. */
  async function afterCommit(held: Held, commit: Commit, { toSend }: Committed): Promise<void> {
    const { ref } = held;
    alerting.now(held, commit);
    if (toSend) void sender.carryOn(toSend).catch(onError);
    else if (commit.rows?.length) void sender.drain(ref).catch(onError);
    if (commit.spoken?.length) watchers.notify(ref.id);
    if (!commit.case && !commit.forget) return;
    if (commit.forget) await aliases.forget(ref, held.conversation?.address ?? commit.conversation?.address);
    await queue.put(ref.id, commit.case);
    if (commit.forget) await deadLetters.show(ref);
    watchers.notify(QUEUE);
  }

  const resume = (ref: Held['ref']) => turns.resumeSoon(ref);
  const common = { meter, conversations, queue, channel, afterCommit, resume, statusEvent, guard, now, newId };
  const onChange = (listener: (id: string) => void) => watchers.watch(QUEUE, () => listener(''));
  const readFirst = (ref: Held['ref']) => turns.resume(ref);
  const desk = createDesk({ ...common, readFirst, duty, words: words.said, wording, onChange });
  const coordinatorHere = async (at: number) => (await duty.present(at))[0]?.name;
  const refOf = (name: string, identity: string) => conversationRef(sealer, name, identity);
  const killed = () => duty.killed();
  const keepCodes = new KeepCodes({ store, sealer });
  const goOn = createGoOn({ ...rendering, ...common, keepCodes, tries: new Tries(now) });
  const turns = new Turns({
    ...rendering,
    ...common,
    coordinatorHere,
    ahead: (own) => queue.ahead(own),
    refOf,
    killed,
    goOn,
    mediaOf,
    recall: createRecall(conversations),
    bring: createBring({ ...common, keepCodes }),
    onError,
  });
  const unlist = async (id: string) => {
    await queue.remove(id);
    await deadLetters.unlist([id]);
  };
  const forget = createForget({
    store,
    conversations,
    now,
    unlist,
    forgetNames: (...names) => aliases.forget(...names),
  });
  const caseWatch = createCaseWatch({ ...common, store, notice: words.notice, killed });
  const send = (ref: Held['ref']) => void sender.drain(ref).catch(onError);
  const notSent = createNotSent({ ...common, store, sealer, deadLetters, send });
  const isUrgent = (text: string) => parts.reader.understand(text, {}).danger !== 'none';
  const handlers = {
    turn: (ref: Held['ref']) => turns.resume(ref),
    // A slow platform must not keep the sweep from everybody else.
    send: async (ref: Held['ref']) => send(ref),
    hold: createRelease(common),
    case: caseWatch,
    dead: (ref: Held['ref']) => deadLetters.show(ref),
    moved: createMovedWatch({ ...common, keepCodes }),
    media: (ref: Held['ref']) => shelf.expire(ref),
    ...forget,
  };
  const sweeper = new Sweeper({ store, now, handlers: { ...countDue(handlers, meter), ...alerting.rings }, onError });
  return {
    turns,
    desk,
    sender,
    sweeper,
    conversations,
    watchers,
    notSent,
    keepCodes,
    shelf,
    aliases,
    isUrgent,
    accept: countAccepts(admit(turns.accept, { underWay: () => turns.underWay, isUrgent }), meter),
    use: (one) => void channels.set(one.name, countSends(one, meter)),
  };
}

/** The name under which changes of the queue are told. */
const QUEUE = 'queue';
