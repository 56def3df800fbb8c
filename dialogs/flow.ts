import * as z from 'zod';
import { STEP_KINDS, type Step, type StepType } from './steps/index.js';
import { type Choice, id } from './steps/parts.js';
import { NEEDS } from './terms.js';

type Schemas = { [Type in StepType]: (typeof STEP_KINDS)[Type]['schema'] };

/** The schema of each type of step; each stands in its file under steps/. */
export const STEP_SCHEMAS = Object.fromEntries(
  Object.entries(STEP_KINDS).map(([type, kind]) => [type, kind.schema]),
) as Schemas;

type StepSchema = Schemas[StepType];

export const stepSchema = z.discriminatedUnion(
  'type',
  Object.values(STEP_SCHEMAS) as unknown as [StepSchema, ...StepSchema[]],
);

export const flowSchema = z.strictObject({
  flow: id,
  /** What the flow is for, for staff. */
  about: z.string().min(1),
  /** The need this flow serves; entering it records the need. */
  need: z.enum(NEEDS).optional(),
  start: id,
  steps: z.record(id, stepSchema),
});

export type { Choice, Step, StepType };
export type Flow = z.infer<typeof flowSchema>;
