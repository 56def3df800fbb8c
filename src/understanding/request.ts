import { type Language, REQUESTS, type Request } from '../../dialogs/terms.js';
import type { Words } from './fold.js';
import { createPhrases } from './phrases.js';
import type { WordsData } from './words/data.js';

/** What she asks for herself; only what is so is present. */
export interface OwnRequest {
  request?: Request;
  returns?: true;
}

export interface RequestReader {
  read(words: Words): OwnRequest;
}

/** Whole messages only: within a sentence these words speak of something else. @throws Error naming a malformed pattern */
export function createRequestReader(words: Partial<Record<Language, WordsData>>): RequestReader {
  const list = Object.values(words);
  const requests = createPhrases<Request>(
    list.flatMap(({ requests: byTag, sets }) =>
      REQUESTS.map((tag) => ({ tag, patterns: byTag[tag] ?? [], sets, whole: true })),
    ),
  );
  const returns = createPhrases(
    list.map((data) => ({ tag: true as const, patterns: data.returns, sets: data.sets, whole: true })),
  );
  return {
    read(message) {
      const request = requests.first(message);
      return { ...(request && { request }), ...(returns.first(message) && { returns: true }) };
    },
  };
}
