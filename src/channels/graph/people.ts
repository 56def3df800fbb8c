/** A phone: its number, its business-scoped user id, or both. */
export interface Person {
  waId?: string;
  userId?: string;
}

/** @param name digits for a number, `ES.123` for a user id, `32470000001/ES.123` for both */
export function toPerson(name: string): Person {
  const parts = name.split('/').filter(Boolean);
  const waId = parts.find((part) => /^\d+$/.test(part));
  const userId = parts.find((part) => /^[A-Z]{2}\./.test(part));
  return { ...(waId && { waId }), ...(userId && { userId }) };
}

/** Who is who: a person with number and user id is one, whichever a message names. */
export class People {
  readonly #keys = new Map<string, string>();
  readonly #people = new Map<string, Person>();

  /** @returns the name under which the ledger keeps this person */
  keyOf(person: Person): string {
    const { waId, userId } = person;
    const key = this.#known(waId) ?? this.#known(userId) ?? waId ?? userId ?? '';
    for (const id of [waId, userId]) if (id !== undefined) this.#keys.set(id, key);
    this.#people.set(key, { ...this.#people.get(key), ...person });
    return key;
  }

  /** The same phone under a new number or user id; the old ones are nobody's from now on. @returns who it was */
  change(person: Person, next: Person): Person {
    const key = this.keyOf(person);
    const before = this.#people.get(key) ?? person;
    for (const id of [before.waId, before.userId]) if (id !== undefined) this.#keys.set(id, `was ${id}`);
    for (const id of [next.waId, next.userId]) if (id !== undefined) this.#keys.set(id, key);
    this.#people.set(key, next);
    return before;
  }

  /** What is known of a person by any of her ids. */
  whole(person: Person): Person {
    return this.#people.get(this.keyOf(person)) ?? person;
  }

  #known(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#keys.get(id);
  }
}
