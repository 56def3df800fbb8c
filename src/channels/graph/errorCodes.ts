/** What the platform says with a code: HTTP status and title. Source: "Error codes" of the Cloud API, May 2026. */
interface Entry {
  code: number;
  status: number;
  title: string;
}

const entry = (code: number, status: number, title: string): Entry => ({ code, status, title });

/** Every code that a sender must know how to take. */
export const ERROR_CODES: readonly Entry[] = [
  entry(0, 401, 'AuthException'),
  entry(3, 500, 'API Method'),
  entry(4, 400, 'API Too Many Calls'),
  entry(10, 403, 'API Permission Denied'),
  entry(190, 401, 'Access token has expired'),
  entry(200, 403, 'API Permission'),
  entry(368, 403, 'Temporarily blocked for policies violations'),
  entry(80007, 400, 'Rate limit issues'),
  entry(130429, 400, 'Rate limit hit'),
  entry(130472, 400, 'User’s number is part of an experiment'),
  entry(130497, 403, 'Business account is restricted from messaging users in this country'),
  entry(131000, 500, 'Something went wrong'),
  entry(131005, 403, 'Access denied'),
  entry(131008, 400, 'Required parameter is missing'),
  entry(131009, 400, 'Parameter value is not valid'),
  entry(131016, 500, 'Service unavailable'),
  entry(131021, 400, 'Recipient cannot be sender'),
  entry(131026, 400, 'Message undeliverable'),
  entry(131030, 400, 'Recipient phone number not in allowed list'),
  entry(131031, 403, 'Account has been locked'),
  entry(131042, 400, 'Business eligibility payment issue'),
  entry(131045, 500, 'Incorrect certificate'),
  entry(131047, 400, 'Re-engagement message'),
  entry(131048, 400, 'Spam rate limit hit'),
  entry(131049, 400, 'Meta chose not to deliver'),
  entry(131051, 400, 'Unsupported message type'),
  entry(131052, 400, 'Media download error'),
  entry(131053, 400, 'Media upload error'),
  entry(131056, 400, 'Pair rate limit hit'),
  entry(131057, 500, 'Account in maintenance mode'),
  entry(131060, 400, 'This message is unavailable'),
  entry(131062, 400, 'User id not allowed for this message type'),
  entry(131064, 400, 'Limit of messages reached'),
  entry(132000, 400, 'Number of parameters does not match the template'),
  entry(132001, 404, 'Template does not exist'),
  entry(132015, 400, 'Template is paused'),
  entry(133010, 400, 'Phone number not registered'),
  entry(133016, 400, 'Registration rate limit exceeded'),
  entry(135000, 400, 'Generic user error'),
  entry(137000, 400, 'Identity key does not match'),
];

const BY_CODE = new Map(ERROR_CODES.map((one) => [one.code, one]));

/** How the API refuses: HTTP status, its code, and a sentence for whoever reads the answer. */
export interface Refusal {
  status: number;
  code: number;
  message: string;
}

/** The refusal with a code of the platform. @param details what was wrong @param status where another is wanted */
export function refusalWith(code: number, details: string, status?: number): Refusal {
  return { status: status ?? BY_CODE.get(code)?.status ?? 400, code, message: details };
}

const titleOf = (code: number): string => BY_CODE.get(code)?.title ?? 'Unknown error';

/** The body with which a request is refused. */
export const toErrorBody = ({ code, message }: Refusal): object => ({
  error: {
    message: `(#${code}) ${titleOf(code)}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details: message },
    fbtrace_id: '-',
  },
});

/** The same as a status tells it, of a message that was taken at first. */
export const toStatusError = (code: number): object => ({
  code,
  title: titleOf(code),
  message: titleOf(code),
  error_data: { details: 'planned fault' },
});
