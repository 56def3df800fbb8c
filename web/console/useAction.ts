import { useState } from 'preact/hooks';
import { codeOf } from './api.js';

export interface Action {
  busy: boolean;
  /** Code of the last refusal. */
  error: string | undefined;
  /** Runs one thing at a time. @returns whether it succeeded */
  run(act: () => Promise<unknown>): Promise<boolean>;
}

/** One thing a person asked the service for: under way, done, or refused. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();

  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (busy) return false;
    setBusy(true);
    setError(undefined);
    try {
      await act();
      return true;
    } catch (failure) {
      setError(codeOf(failure));
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, error, run };
}
