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

export const MINUTE_MS = 60_000;
