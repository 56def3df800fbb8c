import { z } from 'zod';
import { NEEDS, SLOTS } from './terms.js';

/** Ids are kebab-case or snake_case words; text keys are derived from them and staff never type keys. */
const id = z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, 'an id of a-z, 0-9, - and _, starting with a letter');

/** A choice: its tag is stored and counted, its label is `<flow>:<step>.choices.<tag>`. */
const choice = z.union([
  id,
  z.strictObject({
    tag: id,
    next: id.optional(),
    /** the tap is a global command instead of an answer */ command: z
      .enum(['human', 'language', 'restart', 'stop', 'erase', 'help'])
      .optional(),
  }),
]);

const next = { next: id };

/** A question with choices. Text `<flow>:<step>.text`, put differently `<flow>:<step>.again`. */
const choose = z.strictObject({
  type: z.literal('choose'),
  slot: z.enum(SLOTS).optional(),
  choices: z.array(choice).min(1).max(10),
  /** Asked again when the answer is older than this; without it an answer holds. */
  freshMinutes: z.number().int().positive().optional(),
  next: id.optional(),
});

/** An open question that understanding reads (place), with choices as shortcuts. */
const ask = z.strictObject({
  type: z.literal('ask'),
  slot: z.enum(['place', 'children', 'kind']),
  answer: z.enum(['place', 'number']),
  choices: z.array(choice).max(10).default([]),
  ...next,
});

export const STEP_SCHEMAS = {
  say: z.strictObject({ type: z.literal('say'), ...next }),
  choose,
  ask,
  /** Looks for services by what she answered. */
  find: z.strictObject({
    type: z.literal('find'),
    found: id,
    none: id,
    limit: z.number().int().min(1).max(5).default(3),
  }),
  /** Shows what `find` found, one card each. Text `<flow>:<step>.text` introduces; `.national` where only national lines fit. */
  refer: z.strictObject({ type: z.literal('refer'), ...next }),
  /** Opens a case. Texts `.here` (values.coordinator) and `.nobody` (lines open now follow as cards). */
  handoff: z.strictObject({
    type: z.literal('handoff'),
    reason: z.enum(['danger', 'suicide', 'asked', 'voice', 'not-understood', 'flow']).default('flow'),
    urgency: z.enum(['normal', 'high']).default('normal'),
    ...next,
  }),
  /** Fills slots without asking. */
  set: z.strictObject({ type: z.literal('set'), slots: z.partialRecord(z.enum(SLOTS), z.string()), ...next }),
  /** Goes where the answer in a slot says. `danger` and `forOther` may be asked for too. */
  branch: z.strictObject({
    type: z.literal('branch'),
    on: z.enum([...SLOTS, 'danger', 'forOther', 'minor']),
    cases: z.record(z.string(), id),
    else: id,
  }),
  /** Enters another flow: with `next` it comes back there, without it does not. */
  goto: z.strictObject({ type: z.literal('goto'), flow: id, next: id.optional() }),
  /** The flow is over. `return`: back to whoever called (or rest); `rest`: the conversation rests; the others close it, silently. */
  end: z.strictObject({
    type: z.literal('end'),
    then: z.enum(['return', 'rest', 'menu', 'stop', 'safe-word', 'not-safe', 'erase']).default('return'),
  }),
} as const;

export const stepSchema = z.discriminatedUnion('type', [
  STEP_SCHEMAS.say,
  STEP_SCHEMAS.choose,
  STEP_SCHEMAS.ask,
  STEP_SCHEMAS.find,
  STEP_SCHEMAS.refer,
  STEP_SCHEMAS.handoff,
  STEP_SCHEMAS.set,
  STEP_SCHEMAS.branch,
  STEP_SCHEMAS.goto,
  STEP_SCHEMAS.end,
]);

export const flowSchema = z.strictObject({
  flow: id,
  /** What the flow is for, for staff. */
  about: z.string().min(1),
  /** The need this flow serves; entering it records the need. */
  need: z.enum(NEEDS).optional(),
  start: id,
  steps: z.record(id, stepSchema),
});

export type StepType = keyof typeof STEP_SCHEMAS;
export type Step = z.infer<typeof stepSchema>;
export type Choice = z.infer<typeof choice>;
export type Flow = z.infer<typeof flowSchema>;
