import type { DueMember } from './contract.js';
import type { Tables } from './lmdbTables.js';

const NO_BYTES = Buffer.alloc(0);

export const timeOf = (tables: Tables, key: string, member: string): number | undefined =>
  tables.members.get([key, member]);

export const hasMember = (tables: Tables, key: string, member: string): boolean =>
  timeOf(tables, key, member) !== undefined;

export function setMember(tables: Tables, key: string, member: string, at: number): void {
  dropMember(tables, key, member);
  tables.members.put([key, member], at);
  tables.times.put([key, at, member], NO_BYTES);
}

export function dropMember(tables: Tables, key: string, member: string): void {
  const at = timeOf(tables, key, member);
  if (at === undefined) return;
  tables.members.remove([key, member]);
  tables.times.remove([key, at, member]);
}

/** Members with time <= `until`, earliest first. */
export function dueMembers(tables: Tables, key: string, until: number, limit?: number): DueMember[] {
  const range = { start: [key], end: [key, until + 1], limit };
  return [...tables.times.getKeys(range as object)].map(([, at, member]) => ({ at, member }));
}

/** Removes the members with time <= `until`. */
export function dropMembers(tables: Tables, key: string, until: number): void {
  for (const { member } of dueMembers(tables, key, until)) dropMember(tables, key, member);
}
