/** Every error this service throws on purpose, with what to do about it. */
export const ERRORS = {
  settings_invalid: 'Correct the settings named, in the environment or in .env, and start again.',
  port_taken: 'Stop the other program, or set PORT to a free port.',
  data_unwritable: 'Make the folder writable for this user, or set DATA_DIR to another one.',
  data_in_use: 'Stop the other process, or give this one its own DATA_DIR.',
  store_newer: 'Start the version of Rumbo that wrote this data, or a later one.',
  store_unavailable:
    'Nothing was accepted; the sender tries again. If it lasts: with REDIS_URL, check that Redis runs and that the address, with its password, is right; without it, see whether the disk of DATA_DIR is full or very busy.',
  overloaded: 'Nothing was accepted; the sender tries again. If it lasts, start another process beside this one.',
  store_key_wrong: 'Set STORE_KEY to the key that this data was sealed with.',
  seal_broken: 'The value was changed or sealed with another key; restore it or erase the conversation.',
  flow_invalid: 'Run "npm run -s rumbo -- check" and correct what it names.',
  directory_invalid: 'Run "npm run -s rumbo -- directory check" and correct what it names.',
  media_refused: 'Ask her for a picture, a sound, a video, a PDF or an office document that is not too large.',
  media_unavailable:
    'Try again later. The platform hands a file out for seven days; after that she has to send it again.',
  alert_failed:
    'It is tried again until it arrives or somebody takes the case. Check ALERT_WEBHOOK_URL, or SMTP_URL and ALERT_EMAIL, and look at the console meanwhile.',
  turn_loop: 'A flow goes round without a question; run "npm run -s rumbo -- check".',
  transcript_invalid: 'Correct the line named; the form is described in test/transcripts/README.md.',
  usage: 'Run "npm run -s rumbo" for the list of commands.',
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** Nothing was taken over and the same may go through a moment later: a server answers 503. */
export const isPassing = (code: unknown): boolean => code === 'store_unavailable' || code === 'overloaded';

/** The store did not answer in time, or at all, or cannot serve; what was asked of it may have been done. */
export const isStoreAway = (error: unknown): boolean =>
  error instanceof RumboError && error.code === 'store_unavailable';

/** An expected failure: a code, what happened (never a person's words or number), and the remedy from the table. */
export class RumboError extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, detail: string, options?: { cause?: unknown }) {
    super(`${detail} ${ERRORS[code]}`, options);
    this.name = 'RumboError';
    this.code = code;
  }
}
