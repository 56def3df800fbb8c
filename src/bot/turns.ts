import type { Activity } from 'botbuilder';
import type { MessageInput } from '../../dialogs/input.js';
import { questionOf } from '../../dialogs/question.js';
import { newSession, type Session } from '../../dialogs/session.js';
import type { Accept, Accepted, Channel, ChannelName, Incoming } from '../channels/contract.js';
import { speak } from '../delivery/speak.js';
import { RumboError } from '../errors.js';
import { heard, isClaimed, isOpen } from '../handoff/cases.js';
import type { Case } from '../handoff/contract.js';
import { FALLBACK } from '../locale/locale.js';
import type { Meter, TurnOutcome } from '../meter.js';
import { reached } from '../points.js';
import type {
  AcceptOutcome,
  Commit,
  Committed,
  Conversation,
  Conversations,
  Held,
  Spoken,
  Waiting,
} from '../store/conversations.js';
import type { ConversationRef } from '../store/keys.js';
import { caseAfter } from './caseAfter.js';
import { CollectingAdapter } from './collectingAdapter.js';
import { type DecideDeps, type Decision, decide } from './decide.js';
import { dueAfter } from './dueAfter.js';
import { initiation } from './events.js';
import { isSecret, SECRET } from './ownWord.js';
import { perceive, type Reader } from './perceive.js';
import { questionOnce } from './questionOnce.js';
import { type AnswerReader, readAnswer } from './readAnswer.js';
import { recordsOf } from './records.js';
import { message, type RenderDeps, render } from './render.js';
import { withoutBot } from './withoutBot.js';

/** Messages taken into one commit; more follow in the next. */
const MAX_BATCH = 50;
/** Rounds of one run; a conversation that never falls silent is given back to the sweep. */
const MAX_ROUNDS = 20;
/** Said behind the neutral face where nothing else can be. */
const FACE_LINE = 'face:first.text';
/** What is kept of a longer text: its beginning and its end, where danger often stands. */
const KEPT_CHARACTERS = 4_096;

/** What one message led to, for programs that drive the bot. */
export interface Report {
  command: string | null;
  services: string[];
  replies: Partial<Activity>[];
  session: Session;
  case?: Case;
  erased: boolean;
}

export interface TurnDeps extends DecideDeps, RenderDeps {
  conversations: Conversations;
  reader: Reader;
  answers: AnswerReader;
  refOf: (channel: ChannelName, identity: string) => ConversationRef;
  channel: (name: string) => Channel | undefined;
  killed: () => Promise<boolean>;
  /** Projections, sending and watchers, after a commit went through. */
  afterCommit: (held: Held, commit: Commit, committed: Committed) => Promise<void>;
  meter: Meter;
  now: () => number;
  newId: () => string;
  onError: (error: unknown) => void;
}

/** One message's decision, or why there is none: a coordinator holds her, the bot is switched off, or it failed. */
interface Turned {
  waiting: Waiting;
  decision?: Decision;
  without?: 'held' | 'killed' | 'failed';
  session: Session;
  case?: Case;
  command: string | null;
  /** Her words for the transcript, where a word of her own must not stand in it. */
  activity?: Partial<Activity>;
}

/** What one round of turns comes to. */
interface Result {
  commit: Commit;
  told: Report[];
  outcome: TurnOutcome;
}

/** From the inbox to the commit: every message a turn, in order, one process at a time. */
export class Turns {
  readonly adapter = new CollectingAdapter();
  readonly #deps: TurnDeps;
  readonly #running = new Set<Promise<void>>();

  constructor(deps: TurnDeps) {
    this.#deps = deps;
  }

  /** Appends durably, then runs the turn in the background. */
  accept: Accept = async (channel, incoming): Promise<Accepted> => {
    const { outcome, held } = await this.receive(channel, incoming);
    if (held) this.#inBackground(this.run(held));
    return outcome;
  };

  /** Runs begun in this process and not over. */
  get underWay(): number {
    return this.#running.size;
  }

  /** Resolves when no turn runs in this process. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #inBackground(run: Promise<unknown>): void {
    const settled = run.then(() => {}, this.#deps.onError).finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  /** Appends durably and leaves the turn to the caller. */
  async receive(channel: ChannelName, incoming: Incoming): Promise<AcceptOutcome> {
    const ref = this.#deps.refOf(channel, incoming.identity);
    const activity = bounded(incoming.activity);
    reached('K5');
    return this.#deps.conversations.accept(ref, incoming.dedupeId, {
      channel,
      address: incoming.address,
      activity,
      at: this.#deps.now(),
    });
  }

  /** Takes a conversation that was left with messages waiting. */
  async resume(ref: ConversationRef): Promise<void> {
    const held = await this.#deps.conversations.hold(ref);
    if (held) await this.run(held);
  }

  /** The same, in the background. */
  resumeSoon = (ref: ConversationRef): void => this.#inBackground(this.resume(ref));

  /** Runs turns until nothing waits. */
  async run(held: Held): Promise<Report[]> {
    reached('K9');
    const reports: Report[] = [];
    let current: Held | undefined = held;
    for (let round = 0; current && round < MAX_ROUNDS; round += 1) {
      const over = this.#deps.meter.turn();
      const { commit, told, outcome } = await this.#turn(current, current.waiting.slice(0, MAX_BATCH));
      reached('K15');
      const committed = await this.#deps.conversations.commit(current, commit);
      reached('K16');
      if (committed.state === 'stale') {
        this.#deps.meter.leaseLost('turn');
        return reports;
      }
      over(outcome);
      reports.push(...told);
      await this.#deps.afterCommit(current, commit, committed);
      reached('K17');
      if (committed.state === 'done') return reports;
      await this.#deps.conversations.release(current);
      current = await this.#deps.conversations.hold(current.ref);
    }
    if (current) await this.#deps.conversations.release(current);
    return reports;
  }

  async #turn(held: Held, batch: Waiting[]): Promise<Result> {
    try {
      return await this.#turnOf(held, batch);
    } catch (error) {
      // A store that is away is no fault of her message: it stays in the inbox, and the sweep takes it up.
      if (error instanceof RumboError && error.code === 'store_unavailable') throw error;
      this.#deps.onError(error);
      // One that fails takes none of the others with it: a safe word may be among them.
      if (batch.length > 1) return this.#turn(held, batch.slice(0, 1));
      return { commit: this.#apology(held, batch), told: [], outcome: 'failed' };
    }
  }

  async #turnOf(held: Held, batch: Waiting[]): Promise<Result> {
    reached('K10');
    const turned = await this.#decideAll(held, batch);
    reached('K13');
    const spoken = await this.#sayAll(held, turned);
    reached('K14');
    return {
      commit: this.#commitOf(held, turned, spoken.flat()),
      told: turned.map((one, index) => report(one, spoken[index] ?? [])),
      outcome: outcomeOf(turned),
    };
  }

  async #decideAll(held: Held, batch: Waiting[]): Promise<Turned[]> {
    const turned: Turned[] = [];
    let session = held.conversation?.session ?? newSession(this.#deps.newId());
    let kase = held.case;
    reached('K11');
    const killed = await this.#deps.killed();
    reached('K12');
    for (const waiting of batch) {
      const one = await this.#decideOne(waiting, session, kase, { ref: held.ref, killed });
      turned.push(one);
      // What she writes after an erasure belongs to a new conversation: its turn follows in the next commit.
      if (isErased(one)) break;
      ({ session, case: kase } = one);
    }
    return turned;
  }

  async #decideOne(
    waiting: Waiting,
    session: Session,
    kase: Case | undefined,
    { ref, killed }: { ref: ConversationRef; killed: boolean },
  ): Promise<Turned> {
    const input = await this.#read(waiting, session, isOpen(kase));
    const { meaning } = input;
    const command = meaning.command ?? (meaning.safeWord ? 'stop' : null);
    const without = withoutBot(session, input, { claimed: isClaimed(kase), killed });
    const decision = without ? undefined : await decide(this.#deps, session, input);
    const next = decision?.session ?? session;
    return {
      waiting,
      decision,
      without,
      session: next,
      case: caseAfter(kase, { decision, meaning, session: next, ref, waiting }),
      command: tapCommand(decision) ?? command,
      ...(isSecret(session, next, input.said) && { activity: { ...waiting.activity, text: SECRET } }),
    };
  }

  async #read(waiting: Waiting, session: Session, caseOpen: boolean): Promise<MessageInput> {
    const question = questionOf(this.#deps.flows, session);
    const plain = perceive(waiting, session, question, this.#deps);
    const language = session.language ?? plain.meaning.language ?? FALLBACK;
    const read = await readAnswer(plain, waiting.activity.text ?? '', question, language, this.#deps.answers);
    return { ...read, around: { caseOpen, recordings: this.#deps.sounds.has(language) } };
  }

  /** Each message's turn speaks through its own `TurnContext`; the question is put once, after the last. */
  async #sayAll(held: Held, turned: Turned[]): Promise<Partial<Activity>[][]> {
    const last = turned.at(-1);
    const waits = last?.session.at !== undefined && !last.session.closed;
    const effects = questionOnce(
      turned.map(({ decision }) => decision?.effects ?? []),
      waits,
    );
    return Promise.all(
      turned.map((one, index) =>
        this.adapter.collect(this.#activityOf(held, one.waiting), async (context) => {
          if (one === last && one.without === 'killed') await context.sendActivity(this.#emergencyOnly(one.session));
          for (const activity of this.#rendered(one, effects[index] ?? [])) await context.sendActivity(activity);
          // Whoever reads along behind the neutral face reads events too.
          if (one.session.closed !== 'face' && one.decision?.lookups.some((lookup) => lookup.effect.type === 'handoff'))
            await context.sendActivity(initiation(context, one.session, await this.#toldSoFar(held)));
        }),
      ),
    );
  }

  async #toldSoFar({ ref }: Held): Promise<Partial<Activity>[]> {
    const lines = await this.#deps.conversations.transcript(ref);
    return (lines ?? []).map(({ activity }) => activity);
  }

  #rendered(one: Turned, effects: Decision['effects']): Partial<Activity>[] {
    const offers = new Map(
      one.decision?.lookups.flatMap((lookup) =>
        'match' in lookup ? lookup.match.offers.map((offer) => [offer.id, offer] as const) : [],
      ),
    );
    const { language = FALLBACK, audio } = one.session;
    return render(effects, { language, at: one.waiting.at, offers, ...(audio && { audio }) }, this.#deps);
  }

  #emergencyOnly(session: Session): Partial<Activity> {
    const language = session.language ?? FALLBACK;
    return message(this.#deps.locale.text(language, 'common:killed') ?? '112', language);
  }

  #activityOf(held: Held, waiting: Waiting): Partial<Activity> {
    return {
      ...waiting.activity,
      channelId: waiting.channel,
      conversation: { id: held.ref.id, isGroup: false, conversationType: '', name: '' },
      from: { id: 'person', name: '' },
      recipient: { id: 'bot', name: '' },
    };
  }

  #commitOf(held: Held, turned: Turned[], said: Partial<Activity>[]): Commit {
    const last = turned.at(-1);
    if (!last) return { consumed: held.broken };
    const at = this.#deps.now();
    const effects = turned.flatMap(({ decision }) => decision?.effects ?? []);
    const erased = isErased(last);
    const session = erased ? newSession(this.#deps.newId()) : last.session;
    const { channel, address, at: lastInboundAt } = last.waiting;
    const revoked = held.conversation?.revoked;
    const conversation: Conversation = { session, channel, address, lastInboundAt, ...(revoked && { revoked }) };
    const voice = {
      ref: held.ref,
      channel: this.#deps.channel(channel),
      from: 'bot' as const,
      at,
      newId: this.#deps.newId,
    };
    const { spoken, rows } = speak(said, voice);
    const own: Spoken[] = turned.map(({ waiting, activity }) => ({
      at: waiting.at,
      from: 'person',
      activity: activity ?? waiting.activity,
    }));
    return {
      conversation,
      ...(!erased && last.case && { case: last.case }),
      spoken: erased ? spoken : [...own, ...spoken],
      rows,
      records: recordsOf(turned, at),
      consumed: last.waiting.number,
      dropQueued: effects.some(({ type }) => type === 'silence'),
      forget: erased,
      ...dueAfter({ ref: held.ref, at, erased, case: last.case }),
    };
  }

  /** A failure of ours: what waits is answered with the emergency numbers and a word of regret, and is not lost silently. */
  #apology(held: Held, batch: Waiting[]): Commit {
    const last = batch.at(-1);
    if (!last) return {};
    const session = held.conversation?.session ?? newSession(this.#deps.newId());
    const language = session.language ?? FALLBACK;
    const words = session.closed === 'face' ? FACE_LINE : 'common:failed';
    const sorry = message(this.#deps.locale.text(language, words) ?? '112', language);
    const kase = isOpen(held.case) ? heard(held.case, { at: last.at, danger: 'none', because: [] }) : held.case;
    return this.#commitOf(
      held,
      batch.map((waiting) => ({ waiting, without: 'failed', session, case: kase, command: null })),
      isClaimed(kase) && session.closed !== 'face' ? [] : [sorry],
    );
  }
}

const outcomeOf = (turned: Turned[]): TurnOutcome => {
  const last = turned.at(-1);
  return last && isErased(last) ? 'erased' : (last?.without ?? 'answered');
};

const isErased = ({ decision }: Turned): boolean => decision?.effects.some(({ type }) => type === 'erase') ?? false;

/** A tapped command says so only in the decision's record. */
function tapCommand(decision: Decision | undefined): string | undefined {
  for (const effect of decision?.effects ?? [])
    if (effect.type === 'record' && effect.record.type === 'commandUsed') return effect.record.command;
  return undefined;
}

function bounded(activity: Partial<Activity>): Partial<Activity> {
  const text = activity.text ?? '';
  if (text.length <= 2 * KEPT_CHARACTERS) return activity;
  return { ...activity, text: `${text.slice(0, KEPT_CHARACTERS)} … ${text.slice(-KEPT_CHARACTERS)}` };
}

function report(one: Turned, replies: Partial<Activity>[]): Report {
  const shown = replies.flatMap(
    (activity) => (activity.channelData as { service?: string } | undefined)?.service ?? [],
  );
  const { session, command } = one;
  return {
    command,
    services: [...new Set(shown)],
    replies: replies.filter(({ type }) => type === 'message'),
    session,
    case: one.case,
    erased: isErased(one),
  };
}
