import type { Global } from './contract.js';
import { interrupt } from './interrupt.js';

/** What she may set for herself: enters the flow of its name, to ask it anew. An answer to that flow's own question is no new request. */
export const request: Global = {
  hears: ({ session }, { meaning: { request: asked }, answer }) =>
    asked !== undefined && !(session.at?.flow === asked && answer !== undefined),
  act: (walk, { meaning: { request: asked } }) => asked && interrupt(walk, asked, true),
};
