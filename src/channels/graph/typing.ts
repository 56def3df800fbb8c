/** "Typing…" goes with the next message, or after this. */
const TYPING_MS = 25_000;

/** Whom the service shows that it is writing. */
export class Typing {
  readonly #until = new Map<string, number>();

  start(person: string, now: number): void {
    this.#until.set(person, now + TYPING_MS);
  }

  stop(person: string): void {
    this.#until.delete(person);
  }

  isOn(person: string, now: number): boolean {
    return (this.#until.get(person) ?? 0) > now;
  }
}
