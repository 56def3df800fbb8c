/**
 * One contract, two drivers (redis, lmdb). A store knows nothing of conversations: it keeps values, lists, sets of
 * times and leases under keys, and changes any number of them that share a tag in one durable write.
 *
 * Every key starts with its tag in braces, for instance `{s017}`: on a Redis Cluster keys of one tag live together,
 * so one `transact` is one script.
 */
export interface Store {
  /**
   * Runs the steps in order, atomically, and durably before it resolves. A step whose conditions do not hold does
   * nothing and, unless it is optional, ends the run; earlier steps stay. All keys of all steps carry the same tag.
   * @param patienceMs how long to wait for the answer, in milliseconds; ANSWER_MS unless told
   * @throws RumboError store_unavailable when nothing is known to be written
   */
  transact(tag: string, steps: Step[], patienceMs?: number): Promise<StepResult[]>;
  get(key: string): Promise<Buffer | undefined>;
  /** Entries of a list with a number greater than `after` (0 = all), oldest first. */
  list(key: string, after?: number, limit?: number): Promise<ListEntry[]>;
  /** Members of a set of times with time <= `until`, earliest first. */
  due(key: string, until: number, limit: number): Promise<DueMember[]>;
  /** The same for many keys at once (any tags); keys with nothing due are left out. */
  dueIn(keys: string[], until: number, limit: number): Promise<Map<string, DueMember[]>>;
  /** All keys that start with `prefix`. For checks, exports and erasure proofs; not on the path of a message. */
  keys(prefix: string): AsyncIterable<string>;
  /** Rewrites the files so that deleted values are gone from the disk. */
  compact(): Promise<void>;
  /** Resolves when a write goes through now. @throws RumboError store_unavailable */
  probe(): Promise<void>;
  close(): Promise<void>;
}

export interface ListEntry {
  /** Grows by one with each append to this list, starting at 1, and is never used again even after a trim. */
  number: number;
  value: Buffer;
}

export interface DueMember {
  member: string;
  at: number;
}

/** A condition of a step. */
export type Condition =
  /** The key holds no value, or only one whose time is over. */
  | { if: 'absent'; key: string }
  /** The key holds exactly this value. */
  | { if: 'equals'; key: string; value: Buffer }
  /** The list has no entries. */
  | { if: 'empty'; key: string }
  /** The set holds this member with exactly this time: nobody has taken it up or moved it since. */
  | { if: 'due'; key: string; member: string; at: number }
  /** This lease is still held: same number, time not over. */
  | { if: 'held'; key: string; lease: number };

/** A change of a step. Times to live are in milliseconds and measured by the store's own clock. */
export type Change =
  | { do: 'put'; key: string; value: Buffer; ttlMs?: number }
  /** Removes a value, list, set or lease. */
  | { do: 'delete'; key: string }
  | { do: 'append'; key: string; value: Buffer }
  /** Writes the entry of that number anew; where there is none any more nothing happens. */
  | { do: 'replace'; key: string; number: number; value: Buffer }
  /** Removes the entries of a list up to and including `number`. */
  | { do: 'trim'; key: string; number: number }
  /** `keep`: a member that has a time already keeps it. */
  | { do: 'schedule'; key: string; member: string; at: number; keep?: boolean }
  | { do: 'unschedule'; key: string; member: string }
  /** Adds a member with a time to a set; where the member is there already the step ends without any effect (dedupe). */
  | { do: 'once'; key: string; member: string; at: number }
  /** Removes members of a set with time < `before`. */
  | { do: 'forget'; key: string; before: number }
  /**
   * Takes the lease if nobody holds it, else the step ends without any effect; its number grows with every taking under
   * one tag. `by` names whoever asks: the same asker gets it again, under its number and for its whole time, so that an
   * answer may get lost.
   */
  | { do: 'lease'; key: string; ttlMs: number; by?: string }
  /** Only what is held under this number, or was taken by this asker. */
  | { do: 'release'; key: string; lease: number }
  | { do: 'release'; key: string; by: string };

/** What a step reads after its changes. */
export type Read = { read: 'value'; key: string } | { read: 'list'; key: string; after?: number; limit?: number };

export interface Step {
  /** Where it does not apply the steps after it still run. */
  optional?: boolean;
  conditions?: Condition[];
  changes?: Change[];
  reads?: Read[];
}

export interface StepResult {
  /** False: a condition, `once` or `lease` stopped it; no change of this step was made, and no later step ran unless this one is optional. */
  done: boolean;
  /** The number of the lease taken in this step. */
  lease?: number;
  /** One for each read, in order. */
  reads: (Buffer | undefined | ListEntry[])[];
}
