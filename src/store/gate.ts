/** Lets many actions through side by side, and one alone: that one waits for those inside and holds up those after it. */
export interface Gate {
  pass<T>(action: () => Promise<T> | T): Promise<T>;
  alone<T>(action: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  const inside = new Set<Promise<unknown>>();
  let closed: Promise<unknown> | undefined;

  async function pass<T>(action: () => Promise<T> | T): Promise<T> {
    while (closed) await closed;
    const running = settled(action);
    inside.add(running.quiet);
    running.quiet.finally(() => inside.delete(running.quiet));
    return running.result;
  }

  async function alone<T>(action: () => Promise<T>): Promise<T> {
    while (closed) await closed;
    const running = settled(async () => {
      await Promise.all(inside);
      return action();
    });
    closed = running.quiet.then(() => {
      closed = undefined;
    });
    return running.result;
  }

  return { pass, alone };
}

/** `quiet` ends with the result but never rejects, so that one failure does not reach those who only wait. */
function settled<T>(action: () => Promise<T> | T): { result: Promise<T>; quiet: Promise<void> } {
  const result = (async () => action())();
  return {
    result,
    quiet: result.then(
      () => undefined,
      () => undefined,
    ),
  };
}
