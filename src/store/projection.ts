/** Writers that overtake each other so often in a row stop; the due row of what they show looks again. */
const MAX_ROUNDS = 10;

/**
 * Writes what a list shows of a conversation until it is what is true: after each write the truth is read again. Whoever
 * writes last, in whatever order, has then seen the truth after everybody else's write; nothing older stays.
 * @param shown what the caller knows to be true now
 */
export async function project<T>(shown: T, truth: () => Promise<T>, write: (shown: T) => Promise<void>): Promise<void> {
  let known = shown;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    await write(known);
    const now = await truth();
    if (JSON.stringify(now) === JSON.stringify(known)) return;
    known = now;
  }
}
