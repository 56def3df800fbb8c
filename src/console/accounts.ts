import * as z from 'zod';
import type { Change, Condition } from '../store/contract.js';
import { checkPassword, hashPassword, passwordFits } from './passwords.js';
import { Refused } from './refusals.js';
import { TAG, type Vault } from './vault.js';

export const ROLES = ['administrator', 'coordinator'] as const;
export type Role = (typeof ROLES)[number];

/** One organisation's staff; bounds what a list of people costs. */
export const MAX_PEOPLE = 200;

const accountSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  passwordHash: z.string(),
  role: z.enum(ROLES),
  createdAt: z.number(),
  disabledAt: z.number().optional(),
});

/** A person who signs in to the console. Women see `name` and nothing else; times in milliseconds since 1970. */
export type Account = z.infer<typeof accountSchema>;

/** What a person says of herself when her account is made. */
export interface Introduction {
  name: string;
  email: string;
  password: string;
}

export interface Accounts {
  /**
   * Makes an account, together with `also` (the link that allowed it) in one write.
   * @throws Refused email_taken, too_many_people, link_invalid when a condition of `also` no longer holds, or a bad password
   */
  create(who: Introduction, role: Role, also: { conditions: Condition[]; changes: Change[] }): Promise<Account>;
  /** The account whose password this is; alike in answer and time for unknown, closed and wrong. */
  authenticate(email: string, password: string): Promise<Account | undefined>;
  byId(id: string): Promise<Account | undefined>;
  /** Everybody, oldest first. */
  all(): Promise<Account[]>;
  hasAdministrator(): Promise<boolean>;
  /** Closes an account for good. @throws Refused not_found */
  disable(id: string): Promise<void>;
}

const PEOPLE = `${TAG}people`;
const ADMINISTRATOR = `${TAG}administrator`;
const accountKey = (id: string) => `${TAG}account:${id}`;

/** One address, one account, however it is typed. */
export const normalEmail = (email: string) => email.trim().normalize('NFC').toLowerCase();

/** @param random so many random bytes */
export function createAccounts(vault: Vault, now: () => number, random: (bytes: number) => Buffer): Accounts {
  const { store } = vault;
  const emailKey = (email: string) => `${TAG}email:${vault.name('email', normalEmail(email))}`;
  const byId = async (id: string) => (await vault.read(accountKey(id), accountSchema))?.value;

  async function byEmail(email: string): Promise<Account | undefined> {
    const id = await store.get(emailKey(email));
    return id && byId(id.toString());
  }

  async function all(): Promise<Account[]> {
    const members = await store.due(PEOPLE, Number.MAX_SAFE_INTEGER, MAX_PEOPLE);
    const found = await Promise.all(members.map(({ member }) => byId(member)));
    return found.filter((account) => account !== undefined);
  }

  /** Everything that has to exist for an account to be found again. */
  async function changesFor(account: Account): Promise<Change[]> {
    const key = accountKey(account.id);
    const changes: Change[] = [
      { do: 'put', key, value: await vault.seal(key, account) },
      { do: 'put', key: emailKey(account.email), value: Buffer.from(account.id) },
      { do: 'schedule', key: PEOPLE, member: account.id, at: account.createdAt },
    ];
    if (account.role === 'administrator')
      changes.push({ do: 'put', key: ADMINISTRATOR, value: Buffer.from(account.id) });
    return changes;
  }

  async function newAccount(who: Introduction, role: Role): Promise<Account> {
    checkPassword(who.password, who);
    const passwordHash = await hashPassword(who.password);
    const id = random(16).toString('base64url');
    return { id, name: who.name.trim(), email: normalEmail(who.email), passwordHash, role, createdAt: now() };
  }

  return {
    all,
    byId,
    hasAdministrator: async () => (await store.get(ADMINISTRATOR)) !== undefined,

    async create(who, role, also) {
      if ((await all()).length >= MAX_PEOPLE) throw new Refused('too_many_people');
      const account = await newAccount(who, role);
      const free: Condition = { if: 'absent', key: emailKey(account.email) };
      const changes = [...(await changesFor(account)), ...also.changes];
      const [step] = await store.transact(TAG, [{ conditions: [free, ...also.conditions], changes }]);
      if (step?.done) return account;
      throw new Refused((await byEmail(account.email)) ? 'email_taken' : 'link_invalid');
    },

    async authenticate(email, password) {
      const account = await byEmail(email);
      const open = account?.disabledAt === undefined ? account : undefined;
      return (await passwordFits(open?.passwordHash, password)) ? open : undefined;
    },

    async disable(id) {
      const account = await byId(id);
      if (!account) throw new Refused('not_found');
      const key = accountKey(id);
      const value = await vault.seal(key, { ...account, disabledAt: account.disabledAt ?? now() });
      await store.transact(TAG, [{ changes: [{ do: 'put', key, value }] }]);
    },
  };
}
