import * as z from 'zod';
import { type Account, type Accounts, type Introduction, ROLES, type Role } from './accounts.js';
import { Refused } from './refusals.js';
import { TAG, type Vault } from './vault.js';

/** How long a link may be used, in milliseconds. */
export const FIRST_LINK_LASTS = 60 * 60_000;
export const INVITATION_LASTS = 24 * 60 * 60_000;
const TOKEN_BYTES = 16;

const linkSchema = z.object({ role: z.enum(ROLES), expiresAt: z.number() });

/** One-time links by which accounts are made. The token stands after `#`, so that no server or proxy ever logs it. */
export interface Links {
  /** For the first administrator, one hour; replaces the one before it. @returns undefined once an administrator exists */
  first(): Promise<string | undefined>;
  /** For a coordinator, 24 hours. */
  invite(): Promise<string>;
  /** Makes the account; the link is used up in the same write. @throws Refused link_invalid, email_taken, password_… */
  redeem(token: string, who: Introduction): Promise<Account>;
}

export interface LinkParts {
  vault: Vault;
  accounts: Accounts;
  /** Address of the service without a slash at its end. */
  baseUrl: string;
  now: () => number;
  random: (bytes: number) => Buffer;
}

const FIRST = `${TAG}first-link`;

export function createLinks({ vault, accounts, baseUrl, now, random }: LinkParts): Links {
  const { store } = vault;
  const linkKey = (token: string) => `${TAG}link:${vault.name('link', token)}`;
  const address = (token: string) => `${baseUrl}/console#setup=${token}`;

  async function newLink(role: Role, lasts: number) {
    const token = random(TOKEN_BYTES).toString('base64url');
    const key = linkKey(token);
    const value = await vault.seal(key, { role, expiresAt: now() + lasts });
    return { token, key, put: { do: 'put', key, value, ttlMs: lasts } as const };
  }

  return {
    async first() {
      if (await accounts.hasAdministrator()) return undefined;
      const earlier = await store.get(FIRST);
      const { token, key, put } = await newLink('administrator', FIRST_LINK_LASTS);
      const forget = earlier ? [{ do: 'delete', key: earlier.toString() } as const] : [];
      await store.transact(TAG, [{ changes: [...forget, put, { do: 'put', key: FIRST, value: Buffer.from(key) }] }]);
      return address(token);
    },

    async invite() {
      const { token, put } = await newLink('coordinator', INVITATION_LASTS);
      await store.transact(TAG, [{ changes: [put] }]);
      return address(token);
    },

    async redeem(token, who) {
      const key = linkKey(token);
      const link = await vault.read(key, linkSchema);
      if (!link || link.value.expiresAt <= now()) throw new Refused('link_invalid');
      const unused = { if: 'equals', key, value: link.sealed } as const;
      return accounts.create(who, link.value.role, { conditions: [unused], changes: [{ do: 'delete', key }] });
    },
  };
}
