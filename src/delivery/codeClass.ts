/** Why something did not leave, as far as people and counts need to know; a closed list. */
export const CODE_CLASSES = [
  /** WhatsApp's 24 hours were over. */
  'window',
  /** She cannot be reached: she blocked us, left WhatsApp, has an old app. */
  'unreachable',
  /** The platform did not take this kind of message: our fault. */
  'message',
  /** Too many at once. */
  'rate',
  /** Our account or number is refused. */
  'account',
  /** No answer came, or none that says what became of it. */
  'connection',
  /** A failure of the platform. */
  'platform',
  'other',
] as const;
export type CodeClass = (typeof CODE_CLASSES)[number];

/** The platforms' codes and our own. Source: "Error codes" of the Cloud API, May 2026, and of Teams' bots. */
const CODES: Partial<Record<CodeClass, string>> = {
  window: '131047 window_closed',
  unreachable:
    '131026 131030 130472 131049 BotNotInConversationRoster ConversationBlockedByUser ConversationNotFound MessageWritesBlocked http_404',
  message:
    '33 100 131008 131009 131021 131051 131060 131062 137000 nothing_to_send no_address MessageSizeTooBig ServiceError.ActivityTooBig BadArgument BadSyntax http_400 http_413',
  rate: '4 80007 130429 131048 131056 131064 http_429',
  account:
    '0 3 10 190 368 130497 131005 131031 131042 131045 131057 133010 133016 channel_missing http_401 http_403 login_refused service_url',
  connection: 'timeout connection_lost not_connected no_id channel_failed login_away',
  platform: '1 2 131000 131016 131052 131053 135000',
};

const CLASS_OF: ReadonlyMap<string, CodeClass> = new Map(
  CODE_CLASSES.flatMap((name) => (CODES[name]?.split(' ') ?? []).map((code) => [code, name] as const)),
);

const PATTERNS: [RegExp, CodeClass][] = [
  [/^2\d\d$/, 'account'],
  [/^132\d{3}$/, 'message'],
  [/^http_5\d\d$/, 'platform'],
];

/** @returns `other` for a code that nobody knows */
export function classOf(code: string): CodeClass {
  return CLASS_OF.get(code) ?? PATTERNS.find(([pattern]) => pattern.test(code))?.[1] ?? 'other';
}
