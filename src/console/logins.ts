import * as z from 'zod';
import type { Account, Accounts } from './accounts.js';
import { TAG, type Vault } from './vault.js';

/** Without anything done by hand for so long, a login no longer opens anything. Milliseconds. */
export const IDLE_MS = 30 * 60_000;
/** After so long a login is over, whatever was done. Milliseconds. */
export const ABSOLUTE_MS = 10 * 60 * 60_000;
/** How exactly "last done" is kept; saves a write per request. */
const TOUCH_MS = 60_000;
const REFERENCE_BYTES = 16;
/** Logins of one person that are ended together. */
const MAX_LOGINS = 100;

const loginSchema = z.object({ account: z.string(), startedAt: z.number(), seenAt: z.number() });
type Kept = z.infer<typeof loginSchema>;

/** Who is signed in. An idle login still hears that something waits (so that the console sounds), and reads nothing. */
export interface Login {
  account: Account;
  idle: boolean;
}

export interface Logins {
  /** @returns the reference for the cookie; only its keyed hash is kept */
  start(account: Account): Promise<string>;
  /** @param active true when a person did something, which keeps the login from going idle */
  check(reference: string, active: boolean): Promise<Login | undefined>;
  end(reference: string): Promise<void>;
  /** Ends every login of an account. */
  endAll(accountId: string): Promise<void>;
}

/** @param random so many random bytes */
export function createLogins(
  vault: Vault,
  accounts: Accounts,
  now: () => number,
  random: (bytes: number) => Buffer,
): Logins {
  const { store } = vault;
  const keyOf = (reference: string) => `${TAG}login:${vault.name('login', reference)}`;
  const listOf = (accountId: string) => `${TAG}logins:${accountId}`;

  async function open(reference: string): Promise<{ key: string; kept: Kept; sealed: Buffer } | undefined> {
    const key = keyOf(reference);
    const found = await vault.read(key, loginSchema);
    if (!found || now() - found.value.startedAt >= ABSOLUTE_MS) return undefined;
    return { key, kept: found.value, sealed: found.sealed };
  }

  /** Only where the login is still as read: one that was ended meanwhile must not come back. */
  async function touch(key: string, kept: Kept, sealed: Buffer): Promise<void> {
    const value = await vault.seal(key, { ...kept, seenAt: now() });
    const ttlMs = kept.startedAt + ABSOLUTE_MS - now();
    const conditions = [{ if: 'equals', key, value: sealed } as const];
    await store.transact(TAG, [{ conditions, changes: [{ do: 'put', key, value, ttlMs }] }]);
  }

  async function remove(keys: string[], accountId: string): Promise<void> {
    const list = listOf(accountId);
    const changes = keys.flatMap((key) => [
      { do: 'delete', key } as const,
      { do: 'unschedule', key: list, member: key } as const,
    ]);
    if (changes.length > 0) await store.transact(TAG, [{ changes }]);
  }

  return {
    async start(account) {
      const reference = random(REFERENCE_BYTES).toString('base64url');
      const key = keyOf(reference);
      const list = listOf(account.id);
      const value = await vault.seal(key, { account: account.id, startedAt: now(), seenAt: now() });
      await store.transact(TAG, [
        {
          changes: [
            { do: 'put', key, value, ttlMs: ABSOLUTE_MS },
            { do: 'forget', key: list, before: now() - ABSOLUTE_MS },
            { do: 'schedule', key: list, member: key, at: now() },
          ],
        },
      ]);
      return reference;
    },

    async check(reference, active) {
      const login = await open(reference);
      const account = login && (await accounts.byId(login.kept.account));
      if (!login || !account || account.disabledAt !== undefined) return undefined;
      const quietFor = now() - login.kept.seenAt;
      const idle = quietFor >= IDLE_MS;
      if (active && !idle && quietFor >= TOUCH_MS) await touch(login.key, login.kept, login.sealed);
      return { account, idle };
    },

    async end(reference) {
      const login = await open(reference);
      if (login) await remove([login.key], login.kept.account);
    },

    async endAll(accountId) {
      const members = await store.due(listOf(accountId), Number.MAX_SAFE_INTEGER, MAX_LOGINS);
      await remove(
        members.map(({ member }) => member),
        accountId,
      );
    },
  };
}
