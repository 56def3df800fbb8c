import { isStoreAway, RumboError } from '../errors.js';

/** The store was known to be away, or said that it cannot serve: nothing was done. */
export class StoreRefused extends RumboError {
  constructor(cause: unknown) {
    super('store_unavailable', 'The store cannot serve.', { cause });
  }
}

/** The store did not answer, and may have done what was asked. */
export const isUnanswered = (error: unknown): boolean => isStoreAway(error) && !(error instanceof StoreRefused);
