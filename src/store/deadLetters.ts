import type { Store } from './contract.js';

/** What could not be sent: which row of which conversation and why; never the words. */
export interface DeadLetter {
  conversation: string;
  row: string;
  code: string;
  at: number;
}

const TAG = '{dead}';
const LIST = `${TAG}letters`;

/** Dead letters, for the people who run the service. */
export class DeadLetters {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async add(letter: DeadLetter): Promise<void> {
    await this.#store.transact(TAG, [
      { changes: [{ do: 'append', key: LIST, value: Buffer.from(JSON.stringify(letter)) }] },
    ]);
  }

  async list(): Promise<DeadLetter[]> {
    const entries = await this.#store.list(LIST);
    return entries.map(({ value }) => JSON.parse(value.toString()) as DeadLetter);
  }
}
