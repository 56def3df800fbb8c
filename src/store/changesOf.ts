import type { Sealer } from '../sealing/contract.js';
import type { Change, DueMember } from './contract.js';
import type { Commit, Held } from './conversation.js';
import { forgotten } from './deadLetters.js';
import { hours, seenAs } from './dedupe.js';
import { dropQueued, trimAll } from './drop.js';
import { keysOf } from './keys.js';
import { mediaGone, unkept } from './mediaKeys.js';
import { sealedPacked } from './packed.js';
import { sealedJson } from './sealed.js';

/** Rows not sent by the process that wrote them are due for any other after this. */
const SEND_SOON_MS = 5_000;

export interface ChangesDeps {
  sealer: Sealer;
  now: () => number;
  /** What becomes due with any commit, besides what it names itself. */
  alsoDue?: (held: Held, commit: Commit) => DueMember[];
}

/** What a commit changes in the store. */
export function changesOf({ sealer, now, alsoDue = () => [] }: ChangesDeps, held: Held, commit: Commit): Change[] {
  const keys = keysOf(held.ref);
  const salt = commit.forget ? sealer.newSalt() : held.salt;
  const seal = (key: string, value: unknown) => sealedJson(sealer, salt, key, value);
  const { conversation, consumed } = commit;
  const changes: Change[] = [];
  if (commit.forget)
    changes.push(
      { do: 'delete', key: keys.case },
      trimAll(keys.transcript),
      ...mediaGone(held.ref),
      ...forgotten(held.ref, now()),
    );
  if (commit.forget || commit.dropQueued) changes.push(...dropQueued(held.ref));
  if (conversation) {
    const value = Buffer.concat([salt, sealedPacked(sealer, salt, keys.conversation, conversation)]);
    changes.push({ do: 'put', key: keys.conversation, value });
  }
  if (commit.case) changes.push({ do: 'put', key: keys.case, value: seal(keys.case, commit.case) });
  for (const { number, ...line } of commit.rewrites ?? [])
    changes.push({ do: 'replace', key: keys.transcript, number, value: seal(keys.transcript, line) });
  for (const id of commit.barred ?? [])
    changes.push({ do: 'schedule', key: keys.seen, member: seenAs(sealer, id), at: hours(now()) });
  for (const number of commit.unkept ?? []) changes.push(...unkept(held.ref, number));
  for (const line of commit.spoken ?? [])
    changes.push({ do: 'append', key: keys.transcript, value: seal(keys.transcript, line) });
  for (const row of commit.rows ?? []) changes.push({ do: 'append', key: keys.outbox, value: seal(keys.outbox, row) });
  if (commit.rows?.length)
    changes.push({
      do: 'schedule',
      key: keys.due,
      member: `send:${held.ref.id}`,
      at: now() + SEND_SOON_MS,
      keep: true,
    });
  if (commit.records?.length)
    changes.push({ do: 'append', key: keys.records, value: Buffer.from(JSON.stringify(commit.records)) });
  if (consumed !== undefined) changes.push({ do: 'trim', key: keys.inbox, number: consumed });
  for (const { member, at } of [...(commit.due ?? []), ...alsoDue(held, commit)])
    changes.push({ do: 'schedule', key: keys.due, member, at });
  for (const member of commit.undue ?? []) changes.push({ do: 'unschedule', key: keys.due, member });
  return changes;
}
