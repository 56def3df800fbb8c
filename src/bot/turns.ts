import type { Activity } from 'botbuilder';
import type { MessageInput } from '../../dialogs/input.js';
import { NOTHING } from '../../dialogs/meaning.js';
import { type AskedQuestion, questionOf } from '../../dialogs/question.js';
import { newSession, type Session } from '../../dialogs/session.js';
import type { Accept, Accepted, Channel, ChannelName, Incoming } from '../channels/contract.js';
import { isStoreAway } from '../errors.js';
import { heard, isClaimed, isOpen } from '../handoff/cases.js';
import type { Case } from '../handoff/contract.js';
import { FALLBACK } from '../locale/locale.js';
import type { Meter, TurnOutcome } from '../meter.js';
import { reached } from '../points.js';
import type { AcceptOutcome, Commit, Committed, Conversations, Held, Spoken, Waiting } from '../store/conversations.js';
import { holdWhenBack } from '../store/holdWhenBack.js';
import { insist } from '../store/insist.js';
import { inTime } from '../store/inTime.js';
import type { ConversationRef } from '../store/keys.js';
import { newAsker } from '../store/leases.js';
import { isUnanswered } from '../store/refused.js';
import {
  amendments,
  asCorrection,
  changesLines,
  changesNothing,
  isCorrection,
  placed,
  readWithErasure,
  type Settled,
  settled,
} from './amend.js';
import { arrive } from './arrive.js';
import { asides, bounded } from './asides.js';
import { caseAfter } from './caseAfter.js';
import { CollectingAdapter } from './collectingAdapter.js';
import { commitOf } from './commitOf.js';
import { type DecideDeps, type Decision, decide } from './decide.js';
import { asStranger, isStranger, linked, type Recall, sessionBefore, stillThere } from './earlier.js';
import { endOf, initiation } from './events.js';
import type { GoOn } from './goOn.js';
import { isOwn, isSecret, SECRET, wordIn } from './ownWord.js';
import { nextPage } from './paging.js';
import { perceive, type Reader } from './perceive.js';
import { questionOnce } from './questionOnce.js';
import { type AnswerReader, readAnswer } from './readAnswer.js';
import { message, type RenderDeps, render } from './render.js';
import { showSeen } from './seen.js';
import { isErased, outcomeOf, type Report, report, type Turned, tapCommand, unread, veiled } from './turned.js';
import { withoutBot } from './withoutBot.js';

export type { Report } from './turned.js';

/** Messages taken into one commit; more follow in the next. */
const MAX_BATCH = 50;
/** Rounds of one run; a conversation that never falls silent is given back to the sweep. */
const MAX_ROUNDS = 20;
/** A conversation is come back to so often; then the sweep finds it. */
const MAX_RETURNS = 3;
/** Said behind the neutral face where nothing else can be. */
const FACE_LINE = 'face:first.text';

export interface TurnDeps extends DecideDeps, RenderDeps {
  conversations: Conversations;
  reader: Reader;
  answers: AnswerReader;
  refOf: (channel: ChannelName, identity: string) => ConversationRef;
  channel: (name: string) => Channel | undefined;
  killed: () => Promise<boolean>;
  recall: Recall;
  /** What a message that is a code to go on with leads to. */
  goOn: GoOn;
  /** Projections, sending and watchers, after a commit went through. */
  afterCommit: (held: Held, commit: Commit, committed: Committed) => Promise<void>;
  meter: Meter;
  now: () => number;
  newId: () => string;
  /** Numbers of the kept media that belong to lines. */
  mediaOf: (ref: ConversationRef, lines: Spoken[]) => Promise<number[]>;
  onError: (error: unknown) => void;
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

  /** Appends durably, then runs the turn in the background; also where the store answers too late for the sender. */
  accept: Accept = async (channel, incoming): Promise<Accepted> => {
    const by = newAsker();
    const received = this.receive(channel, incoming, by);
    const begin = ({ held }: AcceptOutcome) => held && this.#inBackground(this.#runOn(held));
    // What may have been given to us nobody else can take.
    const ask = (error: unknown) =>
      isUnanswered(error) && this.#inBackground(this.#takeUp(this.#deps.refOf(channel, incoming.identity), by));
    received.then(begin, ask);
    return (await inTime(received)).outcome;
  };

  /** Runs begun in this process and not over. */
  get underWay(): number {
    return this.#running.size;
  }

  /** Resolves when no turn runs in this process. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #inBackground(run: Promise<unknown>): void {
    const settled = run.then(() => {}, this.#deps.onError).finally(() => this.#running.delete(settled));
    this.#running.add(settled);
  }

  /** Appends durably and leaves the turn to the caller. @param by who asks for the conversation */
  async receive(channel: ChannelName, incoming: Incoming, by?: string): Promise<AcceptOutcome> {
    const ref = this.#deps.refOf(channel, incoming.identity);
    const activity = bounded(incoming.activity);
    reached('K5');
    const { address, dedupeId, unlessRenamed } = incoming;
    const waiting = { channel, address, activity, at: this.#deps.now(), dedupeId };
    return this.#deps.conversations.accept(ref, dedupeId, waiting, { unlessRenamed, by });
  }

  /** Takes a conversation that was left with messages waiting; once: the sweep comes again. */
  async resume(ref: ConversationRef): Promise<void> {
    const held = await this.#deps.conversations.hold(ref);
    if (held) await this.#runOn(held);
  }

  /** The same, in the background, for whoever does not come again. */
  resumeSoon = (ref: ConversationRef): void => this.#inBackground(this.#takeUp(ref));

  async #takeUp(ref: ConversationRef, by?: string): Promise<void> {
    const held = await holdWhenBack(this.#deps.conversations, ref, by);
    if (held) await this.#runOn(held);
  }

  /** Where the store goes away in the middle of it, she need not wait until the lease is over. */
  async #runOn(held: Held, returns = MAX_RETURNS): Promise<void> {
    let mine = held;
    try {
      await this.run(held, (next) => {
        mine = next;
      });
    } catch (error) {
      if (isStoreAway(error) && returns > 0) this.#inBackground(this.#comeBack(mine, returns - 1));
      throw error;
    }
  }

  async #comeBack(held: Held, returns: number): Promise<void> {
    const by = newAsker();
    const again = await insist(() => this.#deps.conversations.retake(held, by));
    if (again) await this.#runOn(again, returns);
  }

  /** Runs turns until nothing waits. @param onHeld told of each time that the conversation was taken again */
  async run(held: Held, onHeld: (held: Held) => void = () => {}): Promise<Report[]> {
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
      current = await holdWhenBack(this.#deps.conversations, current.ref);
      if (current) onHeld(current);
    }
    if (current) await this.#deps.conversations.release(current);
    return reports;
  }

  async #turn(held: Held, batch: Waiting[]): Promise<Result> {
    try {
      return await this.#turnOf(held, batch);
    } catch (error) {
      // A store that is away is no fault of her message: it stays in the inbox, and the sweep takes it up.
      if (isStoreAway(error)) throw error;
      this.#deps.onError(error);
      // One that fails takes none of the others with it: a safe word may be among them.
      if (batch.length > 1) return this.#turn(held, batch.slice(0, 1));
      return { commit: this.#apology(held, batch), told: [], outcome: 'failed' };
    }
  }

  async #turnOf(found: Held, batch: Waiting[]): Promise<Result> {
    reached('K10');
    const stranger = isStranger(found, batch);
    const held = stranger ? asStranger(found) : found;
    const heard = settled(batch);
    const amended: Commit = changesLines(heard) ? await this.#amend(held, heard) : {};
    const idOf = (identity: string) => this.#deps.refOf('whatsapp', identity).id;
    const session = sessionBefore(held, batch, { newId: this.#deps.newId, idOf });
    const turned = await this.#decideAll(held, placed(heard.messages, amended.rewrites), session);
    reached('K13');
    const last = turned.at(-1);
    showSeen(this.#deps, held.conversation?.session, last);
    const spoken = await this.#sayAll(held, turned);
    reached('K14');
    const besides = {
      ...linked(held, batch, session, this.#deps.now()),
      ...amended,
      ...(amended.rewrites && { rewrites: veiled(amended.rewrites, turned) }),
      consumed:
        last && isErased(last) ? readWithErasure(batch, last.waiting.number, amended.rewrites) : batch.at(-1)?.number,
      ...(stranger && { forget: true }),
    };
    return {
      commit: commitOf(this.#deps, { held, turned, said: spoken.flat(), besides }),
      told: turned.map((one, index) => report(one, spoken[index] ?? [])),
      outcome: outcomeOf(turned),
    };
  }

  /** What she took back or wrote anew changes our copy too, and the media that belonged to it. */
  async #amend({ ref }: Held, heard: Settled): Promise<Commit> {
    const lines = (await this.#deps.conversations.transcript(ref)) ?? [];
    const amended = amendments(lines, heard);
    const changed = lines.filter(({ number }) => amended.rewrites.some((line) => line.number === number));
    return { ...amended, unkept: await this.#deps.mediaOf(ref, changed) };
  }

  async #decideAll(held: Held, batch: Waiting[], before: Session): Promise<Turned[]> {
    const turned: Turned[] = [];
    let session = batch.length > 0 ? await stillThere(before, this.#deps.recall) : before;
    let kase = held.case;
    let { keepAsked } = held.conversation ?? {};
    reached('K11');
    const killed = await this.#deps.killed();
    reached('K12');
    for (const waiting of batch) {
      const code =
        killed || session.closed === 'face' || isOwn(session, wordIn(waiting.activity.text ?? ''))
          ? undefined
          : await this.#deps.goOn(waiting, { ref: held.ref, session, case: kase, keepAsked });
      const one = code ?? (await this.#decideOne(waiting, session, kase, { ref: held.ref, killed }));
      keepAsked = code?.keepAsked;
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
    const question = questionOf(this.#deps.flows, session);
    const input = await this.#read(waiting, session, { question, caseOpen: isOpen(kase) });
    const { meaning } = input;
    const command = meaning.command ?? (meaning.safeWord ? 'stop' : null);
    const without =
      withoutBot(session, input, { claimed: isClaimed(kase), killed }) ??
      (isCorrection(waiting) && changesNothing(input, session) ? 'corrected' : undefined);
    const decision = without
      ? undefined
      : (nextPage(waiting, session, question, this.#deps.flows) ??
        (await decide(this.#deps, session, input, { ref, case: kase })));
    const next = decision?.session ?? session;
    const found = decision?.lookups.find((lookup) => 'brought' in lookup);
    const arrived = found && (await arrive(this.#deps, { ref, case: kase }, found.brought, waiting));
    return {
      waiting,
      decision,
      without,
      meaning,
      session: next,
      before: kase,
      case: caseAfter(kase, { decision, meaning, session: next, ref, waiting }),
      ...(without === 'held' && question?.slot === 'safe' && input.answer === 'no' && { unsafe: true }),
      ...arrived,
      command: tapCommand(decision) ?? command,
      ...(isSecret(session, next, input.said) && { activity: { ...waiting.activity, text: SECRET } }),
    };
  }

  async #read(
    waiting: Waiting,
    session: Session,
    { question, caseOpen }: { question?: AskedQuestion; caseOpen: boolean },
  ): Promise<MessageInput> {
    const plain = perceive(waiting, session, question, this.#deps);
    const language = session.language ?? plain.meaning.language ?? FALLBACK;
    const around = { caseOpen, recordings: this.#deps.sounds.has(language) };
    if (isCorrection(waiting)) return { ...asCorrection(plain, session), around };
    const read = await readAnswer(plain, waiting.activity.text ?? '', question, language, this.#deps.answers);
    return { ...read, around };
  }

  /** Each message's turn speaks through its own `TurnContext`; the question is put once, after the last. */
  async #sayAll(held: Held, turned: Turned[]): Promise<Partial<Activity>[][]> {
    const last = turned.at(-1);
    const waits = last?.session.at !== undefined && !last.session.closed;
    const effects = questionOnce(
      turned.map(({ decision }) => decision?.effects ?? []),
      waits,
    );
    const first = asides(turned, held.conversation?.session.closed !== undefined, this.#deps.locale);
    return Promise.all(
      turned.map((one, index) =>
        this.adapter.collect(this.#activityOf(held, one.waiting), async (context) => {
          if (index === 0) for (const activity of first) await context.sendActivity(activity);
          if (one === last && one.without === 'killed') await context.sendActivity(this.#emergencyOnly(one.session));
          const said = [...this.#rendered(one, effects[index] ?? []), ...endOf(one)];
          for (const activity of said) await context.sendActivity(activity);
          // Whoever reads along behind the neutral face reads events too.
          if (one.session.closed !== 'face' && one.decision?.lookups.some((lookup) => lookup.effect.type === 'handoff'))
            await context.sendActivity(initiation(context, one.session, await this.#toldSoFar(held)));
        }),
      ),
    );
  }

  /** Each line with who said it: a line itself is kept without. */
  async #toldSoFar({ ref }: Held): Promise<Partial<Activity>[]> {
    const lines = await this.#deps.conversations.transcript(ref);
    return (lines ?? []).map(({ activity, from }) => {
      const role = from === 'person' ? 'user' : 'bot';
      return { ...activity, from: { id: from, name: activity.from?.name ?? '', role } };
    });
  }

  #rendered(one: Turned, effects: Decision['effects']): Partial<Activity>[] {
    const offers = new Map(
      one.decision?.lookups.flatMap((lookup) =>
        'match' in lookup ? lookup.match.offers.map((offer) => [offer.id, offer] as const) : [],
      ),
    );
    const { session, waiting } = one;
    const language = session.language ?? FALLBACK;
    const context = {
      language,
      at: waiting.at,
      offers,
      channel: waiting.channel,
      session,
      personAsked: isOpen(one.case),
    };
    return render(effects, context, this.#deps);
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

  /** A failure of ours: what waits is answered with the emergency numbers and a word of regret, and is not lost silently. */
  #apology(held: Held, batch: Waiting[]): Commit {
    const last = batch.at(-1);
    if (!last) return {};
    const session = held.conversation?.session ?? newSession(this.#deps.newId());
    const language = session.language ?? FALLBACK;
    const words = session.closed === 'face' ? FACE_LINE : 'common:failed';
    const sorry = message(this.#deps.locale.text(language, words) ?? '112', language);
    const kase = isOpen(held.case) ? heard(held.case, { at: last.at, danger: 'none', because: [] }) : held.case;
    const turned = batch.map((waiting): Turned => {
      const failed = { waiting, without: 'failed', meaning: NOTHING, session, case: kase, command: null } as const;
      return { ...failed, ...unread(waiting, session) };
    });
    return commitOf(this.#deps, { held, turned, said: isClaimed(kase) && session.closed !== 'face' ? [] : [sorry] });
  }
}
