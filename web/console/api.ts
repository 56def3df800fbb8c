import type { ErrorAnswer } from '../../src/console/wire.js';

/** A refusal by its code (`offline` where no answer came), worded by the page. */
export class ApiError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT';
  body?: unknown;
  /** The page asks on its own: this does not keep the login awake. */
  background?: boolean;
}

/** How long an answer may take, in milliseconds. */
const PATIENCE_MS = 20_000;

/** Asks the console's API. @throws ApiError */
export async function ask<T>(path: string, { method = 'GET', body, background }: Ask = {}): Promise<T> {
  const response = await fetch(`/console/api/${path}`, {
    method,
    headers: { 'x-rumbo': background ? 'background' : '1', 'content-type': 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  }).catch(() => {
    throw new ApiError('offline');
  });
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new ApiError((answer as ErrorAnswer | undefined)?.error?.code ?? 'unexpected');
  return answer as T;
}

export const codeOf = (failure: unknown): string => (failure instanceof ApiError ? failure.code : 'unexpected');
