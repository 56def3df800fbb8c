import { randomBytes } from 'node:crypto';

/** How a lease stands in the store: its number and, after a dot, who asked for it. */
export interface LeaseValue {
  number: number;
  by?: string;
}

export function readLease(value: Buffer | undefined): LeaseValue | undefined {
  if (!value) return undefined;
  const [number, by] = value.toString().split('.', 2);
  return { number: Number(number), ...(by !== undefined && { by }) };
}

export const writeLease = ({ number, by }: LeaseValue): Buffer => Buffer.from(`${number}${askerWord(by)}`);

export const askerWord = (by: string | undefined): string => (by === undefined ? '' : `.${by}`);

const PROCESS = randomBytes(6).toString('base64url');
let asked = 0;

/** A name for one request of a lease, used by no other, in any process. */
export function newAsker(): string {
  asked += 1;
  return `${PROCESS}${asked.toString(36)}`;
}
