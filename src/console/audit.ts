import * as z from 'zod';
import { TAG, type Vault } from './vault.js';

/** What is written down. Reads too; never what was read or said. */
export const DEEDS = [
  'account-created',
  'invited',
  'signed-in',
  'signed-out',
  'person-disabled',
  'present',
  'case-read',
  'media-opened',
  'case-claimed',
  'case-replied',
  'case-returned',
  'case-closed',
  'not-sent-again',
  'not-sent-done',
  'kill-switch-on',
  'kill-switch-off',
] as const;
export type Deed = (typeof DEEDS)[number];

const entrySchema = z.object({
  at: z.number(),
  /** Account id. */
  who: z.string(),
  deed: z.enum(DEEDS),
  /** Keyed hash of the conversation or account it was done to. */
  to: z.string().optional(),
  previous: z.string(),
});
export type AuditEntry = z.infer<typeof entrySchema>;

/** An append-only list, each entry bound to the one before by a keyed hash: what is changed or taken out later shows. */
export interface Audit {
  /** Written before the deed is done, so that nothing happens unrecorded. @param to conversation or account id */
  record(who: string, deed: Deed, to?: string): Promise<void>;
  /** @returns the number of the first entry that does not fit, 0 when only the end is missing; undefined: unbroken */
  firstBroken(): Promise<number | undefined>;
}

const LIST = `${TAG}audit`;
const HEAD = `${TAG}audit-head`;
/** What the first entry is bound to. */
const START = 'start';
const PAGE = 500;
/** How often an append is tried against other processes that append too. */
const MAX_TRIES = 20;

export function createAudit(vault: Vault, now: () => number): Audit {
  const { store } = vault;
  const hashOf = (bytes: Buffer) => vault.name('audit', bytes.toString());

  async function append(who: string, deed: Deed, to: string | undefined, tries = 1): Promise<void> {
    const head = await store.get(HEAD);
    const named = to === undefined ? {} : { to: vault.name('audit-of', to) };
    const entry: AuditEntry = { at: now(), who, deed, ...named, previous: head?.toString() ?? START };
    const value = Buffer.from(JSON.stringify(entry));
    const unchanged = head
      ? ({ if: 'equals', key: HEAD, value: head } as const)
      : ({ if: 'absent', key: HEAD } as const);
    const next = { do: 'put', key: HEAD, value: Buffer.from(hashOf(value)) } as const;
    const [step] = await store.transact(TAG, [
      { conditions: [unchanged], changes: [{ do: 'append', key: LIST, value }, next] },
    ]);
    if (step?.done) return;
    if (tries >= MAX_TRIES) throw new Error('The audit list is too busy.');
    return append(who, deed, to, tries + 1);
  }

  // Within one process the appends stand in line rather than compete.
  let line: Promise<void> = Promise.resolve();
  return {
    record(who, deed, to) {
      const turn = line.then(() => append(who, deed, to));
      line = turn.catch(() => undefined);
      return turn;
    },

    async firstBroken() {
      let bound = START;
      let after = 0;
      for (;;) {
        const page = await store.list(LIST, after, PAGE);
        for (const { number, value } of page) {
          if (number !== after + 1 || previousOf(value) !== bound) return number;
          bound = hashOf(value);
          after = number;
        }
        if (page.length < PAGE) break;
      }
      const head = (await store.get(HEAD))?.toString() ?? START;
      return head === bound ? undefined : 0;
    },
  };
}

/** What an entry says it follows; undefined where it is not an entry. */
function previousOf(value: Buffer): string | undefined {
  try {
    return entrySchema.parse(JSON.parse(value.toString())).previous;
  } catch {
    return undefined;
  }
}
