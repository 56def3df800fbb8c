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

  /** @returns the name under which the ledger keeps this person */
  keyOf({ waId, userId }: Person): string {
    const key = this.#known(waId) ?? this.#known(userId) ?? waId ?? userId ?? '';
    for (const id of [waId, userId]) if (id !== undefined) this.#keys.set(id, key);
    return key;
  }

  #known(id: string | undefined): string | undefined {
    return id === undefined ? undefined : this.#keys.get(id);
  }
}
