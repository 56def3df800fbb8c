import type * as z from 'zod';
import type { AskedChoice, Effect } from '../effect.js';
import type { Around, FoundInput, PresenceInput } from '../input.js';
import type { Place } from '../meaning.js';
import type { Position, Session } from '../session.js';
import type { Need, Slot } from '../terms.js';

/** What moves a machine from one step to another. */
export type StepEvent =
  | { type: 'next' }
  | { type: 'answer'; value: string; place?: Place }
  | FoundInput
  | PresenceInput;

/** A condition of an edge; a registered guard of the machine. */
export type Guard =
  | { type: 'answerIs'; params: { value: string } }
  | { type: 'factIs'; params: { on: string; is: string } }
  | { type: 'foundAny' };

/** Where a step leads on an event. Edges of one event are tried in order. */
export interface Edge {
  on: StepEvent['type'] | 'return';
  when?: Guard;
  to: string;
}

/** How a flow ends. */
export type Ending = 'return' | 'rest' | 'menu' | 'stop' | 'safe-word' | 'not-safe' | 'face' | 'erase' | 'earlier';

/** What happens next. `stay`: it is her turn, or a look-up's, or nothing is left to say. */
export type Outcome =
  | 'stay'
  | { event: StepEvent }
  /** Enters a step; `anew` asks its question even where the answer is known. */
  | { go: Position; anew?: boolean }
  /** Enters another flow; `next` is the step of this flow to come back to, `anew` as above. */
  | { flow: string; next?: string; anew?: boolean }
  | { end: Ending };

/** The step that is entered, and the need its flow serves. */
export interface Here extends Position {
  need?: Need;
  anew?: boolean;
}

/** One turn in the making: its own copy of the session, and the effects so far. */
export interface Turn {
  readonly at: number;
  session: Session;
  effects: Effect[];
  /** What the last `find` of this turn brought. */
  found?: FoundInput;
  /** What the shell knows beside the input. */
  readonly around?: Around;
  /** Danger was heard in this message: whatever else it says, it counts as understood. */
  alarmed?: boolean;
}

/** What an open question takes besides its choices; a word of hers and her name are read by nobody but the shell. */
export type OpenAnswer = 'place' | 'number' | 'word' | 'name';

/** A question as it stands on the screen. */
export interface AskedQuestion {
  flow: string;
  step: string;
  slot?: Slot;
  /** Text key of what is asked. */
  text: string;
  /** Text key of the same question in other words. */
  again: string;
  choices: AskedChoice[];
  /** What an open question reads besides its choices. */
  answer?: OpenAnswer;
}

/** A text that a step needs in every language. */
export interface TextNeed {
  suffix: string;
  role: 'say' | 'question' | 'label';
}

/** Everything there is to know of one type of step. `S` is the step as its schema reads it. */
export interface StepKind<S = unknown> {
  schema: z.ZodType<S>;
  edges(step: S): Edge[];
  texts(step: S): TextNeed[];
  /** The question it puts; only of steps that wait for her. */
  question?(step: S, here: Position, session: Session): AskedQuestion;
  /** Entering the step. Changes the turn and says what is next. */
  enter(turn: Turn, step: S, here: Here): Outcome;
  /** Takes in an event from outside before the machine moves on. */
  take?(turn: Turn, step: S, here: Position, event: StepEvent): void;
}

export const textKey = (here: Position, suffix: string): string => `${here.flow}:${here.step}.${suffix}`;
