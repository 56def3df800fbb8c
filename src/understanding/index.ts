export type { OpenQuestion } from './answer.js';
export { loadPlaceFacts, loadUnderstanding, loadUnderstandingData } from './load.js';
export { type PlaceFacts, placeFactsFrom } from './placeFacts.js';
export { createUnderstanding, type Understanding, type UnderstandingData } from './understanding.js';
