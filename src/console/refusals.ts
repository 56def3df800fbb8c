/** Every refusal the console gives: its HTTP status, and a sentence for a person. The page words them again by code. */
export const REFUSALS = {
  body_invalid: [400, 'Something is missing or not in the expected form.'],
  password_short: [400, 'The password needs at least 12 characters.'],
  password_long: [400, 'The password may have at most 128 characters.'],
  password_common: [400, 'This password is too easy to guess. Several unrelated words work well.'],
  too_long: [400, 'The message is longer than the channel allows.'],
  signed_out: [401, 'Please sign in.'],
  idle: [401, 'Nothing was done for a while. Please sign in again.'],
  sign_in_wrong: [401, 'The e-mail address or the password is not right.'],
  foreign_origin: [403, 'This request did not come from the console page.'],
  not_allowed: [403, 'Only an administrator may do this.'],
  not_found: [404, 'Not found.'],
  taken: [409, 'Another coordinator has this conversation.'],
  not_yours: [409, 'Take the conversation first.'],
  window_closed: [409, 'WhatsApp lets us answer only within 24 hours of her last message.'],
  stopped: [409, 'She asked us to stop. Nothing more may be sent.'],
  not_now: [409, 'She said when we may write to her, and that is not now.'],
  email_taken: [409, 'This e-mail address has an account already.'],
  own_account: [409, 'You cannot close your own account.'],
  too_many_people: [409, 'There is no room for another account.'],
  link_invalid: [410, 'This link was used already, or its time is over. Ask for a new one.'],
  media_gone: [410, 'This file can no longer be had. She would have to send it again.'],
  media_refused: [415, 'This kind of file, or one so large, is not opened here.'],
  body_too_large: [413, 'This is too large.'],
  not_json: [415, 'The console speaks JSON only.'],
  too_many_tries: [429, 'Too many tries. Please wait a little and try again.'],
  too_many_windows: [429, 'The console is open in too many windows.'],
  unexpected: [500, 'Something went wrong. Please try again.'],
  unavailable: [503, 'The service cannot save right now. Please try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** A request of the console that is answered with a code and a sentence instead of what was asked for. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly waitSeconds: number | undefined;

  /** @param waitSeconds after how long trying again makes sense */
  constructor(code: RefusalCode, waitSeconds?: number) {
    super(REFUSALS[code][1]);
    this.name = 'Refused';
    this.code = code;
    this.waitSeconds = waitSeconds;
  }

  get status(): number {
    return REFUSALS[this.code][0];
  }
}
