/** A store that does not answer within this is away: the sender is told 503 and tries again. */
export const ANSWER_MS = 700;

/** Waits for work, and not too long; what comes later is dropped. @throws Error when the time is over */
export function inTime<T>(work: Promise<T>, limitMs = ANSWER_MS): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    // A plain timer: this runs for every command, and an abort signal costs more than the command itself.
    const late = () => reject(new Error(`No answer in ${limitMs} ms`));
    // Where this process itself stood still, the answer may lie there unread: it is read first.
    const timer = setTimeout(() => setImmediate(late), limitMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
