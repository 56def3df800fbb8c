import type { Sent } from '../contract.js';

type Reaction = (code: string, attempt: number) => Sent;

const SECOND_MS = 1000;
/** The platform's own advice for one person: 4^n seconds; under 6 s it refuses again. */
const PAIR_MIN_MS = 6 * SECOND_MS;
const PAIR_MAX_MS = 64 * SECOND_MS;
const HOURLY_MIN_MS = 60 * SECOND_MS;
const HOURLY_MAX_MS = 1800 * SECOND_MS;
/** Tries of a message whose media the platform cannot fetch or store. */
const MEDIA_ATTEMPTS = 3;

const dead: Reaction = (code) => ({ state: 'dead', code });
const halted: Reaction = (code) => ({ state: 'halted', code });
const windowClosed: Reaction = (code) => ({ state: 'window-closed', code });
/** Without a time: delivery's own rule decides. */
const retry: Reaction = (code) => ({ state: 'retry', code });
const retryAfter =
  (afterMs: number): Reaction =>
  (code) => ({ state: 'retry', code, afterMs });

const pairRate: Reaction = (code, attempt) => {
  const afterMs = Math.min(Math.max(4 ** attempt * SECOND_MS, PAIR_MIN_MS), PAIR_MAX_MS);
  return { state: 'retry', code, afterMs };
};

const byCode = (codes: number[], reaction: Reaction) =>
  codes.map((code): [string, Reaction] => [String(code), reaction]);

const range = (from: number, length: number) => Array.from({ length }, (_, index) => from + index);
const PERMISSIONS = range(200, 100);
const TEMPLATES = range(132000, 1000);

/** Rates of the app and of the account are counted by the hour: the waits add up to more than one. */
const hourlyRate: Reaction = (code, attempt) => {
  const afterMs = Math.min(3 ** (attempt - 1) * HOURLY_MIN_MS, HOURLY_MAX_MS);
  return { state: 'retry', code, afterMs };
};

/** A recording that the platform cannot fetch: its text went before it. */
const media: Reaction = (code, attempt) => (attempt < MEDIA_ATTEMPTS ? retry : dead)(code, attempt);

/** The platform's codes and what each means for one message. Source: "Error codes" of the Cloud API, May 2026. */
const REACTIONS: ReadonlyMap<string, Reaction> = new Map([
  /** Token and permission: no message goes through until somebody acts. */
  ...byCode([0, 3, 10, 190, ...PERMISSIONS, 131005], halted),
  /** Account locked, country, policy, payment, certificate, maintenance, registration. */
  ...byCode([368, 130497, 131031, 131042, 131045, 131057, 133010, 133016], halted),
  ...byCode([4, 80007], hourlyRate),
  /** Messages a second of the number. */
  ...byCode([130429], retryAfter(5 * SECOND_MS)),
  ...byCode([131056], pairRate),
  /** Too many people blocked or reported the number. */
  ...byCode([131048, 131064], retryAfter(600 * SECOND_MS)),
  ...byCode([131047], windowClosed),
  ...byCode([1, 2, 131000, 131016, 135000], retry),
  ...byCode([131052, 131053], media),
  /** She cannot be reached (blocked, old app, experiment), or the request was wrong, which is our fault. */
  ...byCode([33, 100, 130472, 131008, 131009, 131021, 131026, 131030, 131049, 131051, 131060, 131062], dead),
  ...byCode([...TEMPLATES, 137000], dead),
]);

const byStatus = (status: number): Reaction => {
  if (status === 401 || status === 403) return halted;
  const isPassing = status >= 500 || status === 429 || status === 408 || (status >= 300 && status < 400);
  return isPassing ? retry : dead;
};

/**
 * What a code of the platform means, whether it came as an answer or as a failed status.
 * @param attempt 1 for the first try
 * @returns undefined for a code that is not in the table
 */
export function classifyCode(code: string, attempt: number): Sent | undefined {
  return REACTIONS.get(code)?.(code, attempt);
}

/** What a refusal means. The code counts, not the title; without a known code the platform's own hint and the HTTP status. */
export function classifyRefusal(
  refusal: { status: number; code?: string; isTransient?: boolean },
  attempt: number,
): Sent {
  const { status, code, isTransient } = refusal;
  const known = code === undefined ? undefined : classifyCode(code, attempt);
  const reaction = isTransient ? retry : byStatus(status);
  return known ?? reaction(code ?? `http_${status}`, attempt);
}
