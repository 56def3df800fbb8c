import * as z from 'zod';
import { COMMANDS } from '../terms.js';

/** Ids are kebab-case or snake_case words; text keys are derived from them and staff never type keys. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, 'an id of a-z, 0-9, - and _, starting with a letter, at most 40 long');

/** A choice: its tag is stored and counted, its label is `<flow>:<step>.choices.<tag>`. */
export const choice = z.union([
  id,
  z.strictObject({
    tag: id,
    next: id.optional(),
    /** The tap is a global command instead of an answer. */
    command: z.enum(COMMANDS).optional(),
  }),
]);

export type Choice = z.infer<typeof choice>;

/** A choice in its long form. */
export interface PlainChoice {
  tag: string;
  next?: string;
  command?: (typeof COMMANDS)[number];
}

export const plain = (choice: Choice): PlainChoice => (typeof choice === 'string' ? { tag: choice } : choice);
