import { COMMON_PASSWORDS } from './commonPasswords.js';
import { Refused } from './refusals.js';

export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 128;
/** Fewer different characters than this is a pattern, not a password. */
const MIN_VARIETY = 5;

/** argon2id, the package's default kind; memory in KiB. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Loaded when somebody first signs in: its native part takes memory that a service without console need not have. */
const argon2 = () => import('@node-rs/argon2');

const normal = (password: string) => password.normalize('NFC');

/** @throws Refused password_short, password_long, password_common */
export function checkPassword(password: string, about: { name: string; email: string }): void {
  const characters = [...normal(password)];
  if (characters.length < MIN_PASSWORD) throw new Refused('password_short');
  if (characters.length > MAX_PASSWORD) throw new Refused('password_long');
  const plain = characters.join('').toLowerCase().replaceAll(/\s/g, '');
  const guessable = [about.email, about.name].map((word) => word.toLowerCase().replaceAll(/\s/g, ''));
  const simple = new Set(plain).size < MIN_VARIETY;
  if (simple || COMMON_PASSWORDS.has(plain) || guessable.includes(plain)) throw new Refused('password_common');
}

export async function hashPassword(password: string): Promise<string> {
  const { hash } = await argon2();
  return hash(normal(password), COST);
}

let nobodys: Promise<string> | undefined;

/** Takes equally long where there is no account (`passwordHash` undefined), and is then always false. */
export async function passwordFits(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hashPassword('no account has this password');
  const dummy = await nobodys;
  const { verify } = await argon2();
  const fits = await verify(passwordHash ?? dummy, normal(password));
  return fits && passwordHash !== undefined;
}
