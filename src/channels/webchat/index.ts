export { webchat } from './channel.js';
export type { DirectLineDeps, KeepMedia } from './deps.js';
export { mountDirectLine } from './directLine.js';
export type { TranscriptEntry } from './outgoing.js';
export { type PageOptions, servePage } from './page.js';
export { createTokenIssuer, TICKET_KEPT_MS, type TokenIssuer } from './tokens.js';
