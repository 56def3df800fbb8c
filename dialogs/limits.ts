/** Steps walked in one call before the conversation is led out to the list of needs. */
export const MAX_STEPS_PER_TURN = 100;
/** Callers remembered. */
export const MAX_DEPTH = 8;
/** Answered questions remembered for "back". */
export const MAX_HISTORY = 50;
/** Services remembered as offered. */
export const MAX_OFFERED = 200;
/** Within this time after it was said, the danger block is said in its short form. */
export const DANGER_REPEAT_MINUTES = 10;
/** Times a question is not understood before another way is offered. */
export const MAX_MISSES = 2;
/** A request for a person that nobody took is over after so many hours (the case's end in src/handoff/watch). */
export const REQUEST_HOURS = 24;
/** Answers of consent remembered. */
export const MAX_CONSENTS = 20;
/** Services named in a summary. */
export const MAX_SUMMARY = 6;
/** Needs offered for confirmation when her words were not clear. */
export const MAX_DOUBTS = 2;

/** Choices of one question. A channel that shows fewer at once shows them in parts. */
export const MAX_CHOICES = 20;
/** On a shared phone the answer that it is safe to write holds so long, instead of what the question says. */
export const SHARED_FRESH_MINUTES = 5;
/** Lines that the neutral face says in turn. */
export const FACE_LINES = 4;
/** Characters of what she wants to be called. */
export const MAX_CALL_NAME = 40;
/** Characters of a word of her own. */
export const OWN_WORD = { min: 2, max: 30 } as const;

export const MINUTE_MS = 60_000;
