export type { ReadDate } from './dates.js';
export { createReader, type Reader } from './reader.js';
