import { Worker } from 'node:worker_threads';
import type { Language } from '../../../dialogs/terms.js';
import type { ReadDate } from './dates.js';
import type { Answered, Asked } from './read.js';

/** Reads typed answers that need a library. Unreadable, too slow or too long: undefined, and the question is asked again. */
export interface Reader {
  number(text: string, language: Language): Promise<number | undefined>;
  /** @param now milliseconds since 1970 */
  date(text: string, language: Language, now: number): Promise<ReadDate | undefined>;
  /** @returns E.164 */
  phone(text: string): Promise<string | undefined>;
  yesNo(text: string, language: Language): Promise<'yes' | 'no' | undefined>;
  /** Ends the worker; open questions are answered with undefined. */
  close(): Promise<void>;
}

/** An answer is short; the libraries take seconds on a dictated message. */
export const MOST_CHARACTERS = 160;
/** The first question of a kind in a language also loads what it needs. */
export const LOAD_LIMIT_MS = 15_000;
export const READ_LIMIT_MS = 1_500;

/**
 * @param script the compiled worker; it starts at the first question
 * @param readLimitMs how long an answer may take once its kind was read before
 */
export function createReader(script: URL | string, readLimitMs = READ_LIMIT_MS): Reader {
  const asker = createAsker(script, readLimitMs);
  const ask = async <T extends Answered>(asked: Asked): Promise<T | undefined> =>
    asked.text.length > MOST_CHARACTERS ? undefined : ((await asker.ask(asked)) as T | undefined);
  return {
    number: (text, language) => ask({ kind: 'number', text, language }),
    date: (text, language, now) => ask({ kind: 'date', text, language, now }),
    phone: (text) => ask({ kind: 'phone', text }),
    yesNo: (text, language) => ask({ kind: 'yesNo', text, language }),
    close: () => asker.stop(),
  };
}

interface Running {
  worker: Worker;
  waiting: Map<number, (answered: Answered) => void>;
  /** Kinds and languages that were answered before, so that they answer fast. */
  loaded: Set<string>;
}

function createAsker(script: URL | string, readLimitMs: number) {
  let running: Running | undefined;
  let lastNumber = 0;
  const stop = async (stopping = running): Promise<void> => {
    if (running === stopping) running = undefined;
    for (const settle of stopping?.waiting.values() ?? []) settle(undefined);
    await stopping?.worker.terminate();
  };
  const ask = (asked: Asked): Promise<Answered> => {
    const current = running ?? start(script, (broken) => void stop(broken));
    running = current;
    const { worker, waiting, loaded } = current;
    const what = 'language' in asked ? `${asked.kind} ${asked.language}` : asked.kind;
    const number = ++lastNumber;
    return new Promise((resolve) => {
      const timer = setTimeout(() => void stop(current), loaded.has(what) ? readLimitMs : LOAD_LIMIT_MS);
      waiting.set(number, (answered) => {
        clearTimeout(timer);
        waiting.delete(number);
        loaded.add(what);
        resolve(answered);
      });
      worker.postMessage({ number, asked });
    });
  };
  return { ask, stop: () => stop() };
}

/** A worker that fails or hangs is ended; the next question starts another. */
function start(script: URL | string, onBroken: (broken: Running) => void): Running {
  const running: Running = { worker: new Worker(script), waiting: new Map(), loaded: new Set() };
  running.worker.on('message', ({ number, answered }: { number: number; answered: Answered }) => {
    running.waiting.get(number)?.(answered);
  });
  running.worker.on('error', () => onBroken(running));
  running.worker.unref();
  return running;
}
