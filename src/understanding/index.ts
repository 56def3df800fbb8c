export type { OpenQuestion } from './answer.js';
export { createReader, type ReadDate, type Reader } from './answers/index.js';
export type { Learnt, UnderstandingData } from './data.js';
export type { Example } from './examples.js';
export { learn } from './learn.js';
export { loadPlaceFacts, readData, readExamples, type Sources } from './load.js';
export { type PlaceFacts, placeFactsFrom } from './placeFacts.js';
export { buildUnderstanding, loadUnderstanding } from './product.js';
export { createUnderstanding, type Understanding } from './understanding.js';
