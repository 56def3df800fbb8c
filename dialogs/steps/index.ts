import type * as z from 'zod';
import { ask } from './ask.js';
import { branch } from './branch.js';
import { choose } from './choose.js';
import type { StepKind } from './contract.js';
import { end } from './end.js';
import { find } from './find.js';
import { goto } from './goto.js';
import { handoff } from './handoff.js';
import { refer } from './refer.js';
import { say } from './say.js';
import { set } from './set.js';
import { summary } from './summary.js';

/** Every type of step. A new one is its file, its line here and its fixture in test/dialogs/fixtures. */
export const STEP_KINDS = { say, choose, ask, find, refer, handoff, summary, set, branch, goto, end };

export type StepType = keyof typeof STEP_KINDS;
export type Step = z.infer<(typeof STEP_KINDS)[StepType]['schema']>;

/** The kind of a step. One cast here spares every caller one: a kind meets only steps that its own schema read. */
export const kindOf = (step: Step): StepKind<Step> => STEP_KINDS[step.type] as unknown as StepKind<Step>;
