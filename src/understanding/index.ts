export type { OpenQuestion } from './answer.js';
export { createReader, type ReadDate, type Reader } from './answers/index.js';
export { loadPlaceFacts, loadUnderstanding, loadUnderstandingData } from './load.js';
export { type PlaceFacts, placeFactsFrom } from './placeFacts.js';
export { createUnderstanding, type Understanding, type UnderstandingData } from './understanding.js';
