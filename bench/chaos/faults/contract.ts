import type { Random } from '../random.js';
import type { World, WorldOptions } from '../world.js';

/** One kind of trouble, and how it is made. */
export interface FaultClass {
  name: string;
  about: string;
  /** Its part of the conversations, and of the kills, of a whole run; 1 shared among all classes. */
  conversations: number;
  kills: number;
  /** What its world needs besides. */
  world?: Pick<WorldOptions, 'wired' | 'cluster' | 'prepareDisk'>;
  /** Why it cannot be made on this machine; undefined where it can. */
  impossible?(): string | undefined;
  /** From the start on, for faults that come with every send. */
  begin?(world: World, random: Random): void;
  /**
   * Makes one fault; returns when the next may follow.
   * @returns a word for what it meant to strike and could not
   */
  inject(world: World, random: Random, index: number): Promise<string | undefined>;
}
