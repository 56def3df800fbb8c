/** Makes something when it is first asked for, once: start-up does not wait for what only messages need. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
