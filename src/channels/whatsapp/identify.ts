import { RumboError } from '../../errors.js';
import type { Accept, Incoming } from '../contract.js';
import { object, string } from '../http/json.js';
import { sameNumber } from './sameNumber.js';

interface Alias {
  identity: string;
  userId?: string;
  at: number;
}

type Known = Alias & { value: Buffer };

/** By which names she is known; each write goes through only where nobody else wrote meanwhile. */
export interface Aliases {
  get(name: string): Promise<Known | undefined>;
  isOwn(name: string): Promise<boolean>;
  put(name: string, alias: Alias, before?: Known): Promise<boolean>;
  claim(number: string, userId: string, at: number): Promise<string | undefined>;
}

export interface IdentifyDeps {
  aliases: Aliases;
  /** The number of this conversation is not its woman's any more: nothing is sent there, and nothing shown. */
  revoke: (identity: string) => Promise<void>;
  accept: Accept;
}

/** The event by which the platform says that a woman's number or user id changed. */
export const IDENTITY_CHANGED = 'identityChanged';

/** A number changes hands once in a while; after so many rounds something is wrong. */
const TRIES = 10;

type Address = Record<string, string>;
type Names = { byNumber?: Known; byUser?: Known };
type Both = { to: string; recipient: string; sentAt: number };

/**
 * Accepts a message into the conversation it belongs to. A user id tells who writes; a number only helps where there is
 * none. The same number with another user id, and no word of the platform that they are one, is another person.
 *
 * A number or a user id alone is the name of its conversation unless an alias says otherwise, which the accepting write
 * itself finds out.
 */
export function acceptByName({ aliases, revoke, accept }: IdentifyDeps): Accept {
  async function look({ to, recipient }: Address): Promise<Names> {
    const [byNumber, byUser] = await Promise.all([to && aliases.get(to), recipient && aliases.get(recipient)]);
    return { ...(byNumber && { byNumber }), ...(byUser && { byUser }) };
  }

  async function identify(incoming: Incoming): Promise<Incoming> {
    const { address, sentAt } = incoming;
    const { to, recipient } = address;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const names = await look(address);
      const identity = to && recipient ? await ofBoth({ to, recipient, sentAt }, names) : await ofOne(incoming, names);
      if (identity !== undefined) return { ...incoming, identity };
    }
    throw new RumboError('store_unavailable', 'The names of a conversation kept changing.');
  }

  /** By her number or her user id alone. */
  async function ofOne({ identity, sentAt }: Incoming, { byNumber, byUser }: Names): Promise<string> {
    const known = byNumber ?? byUser;
    if (!known) return identity;
    const { value: _value, ...alias } = known;
    await aliases.put(identity, { ...alias, at: sentAt }, known);
    return alias.identity;
  }

  /** @returns undefined when another process wrote about the number meanwhile */
  async function ofBoth(both: Both, names: Names): Promise<string | undefined> {
    const { recipient, sentAt } = both;
    const identity = await ofNumber(both, names);
    // After the number's alias: a process that dies in between leaves one that says whose the id is.
    if (identity !== undefined && identity !== recipient)
      await aliases.put(recipient, { identity, at: sentAt }, names.byUser);
    return identity;
  }

  async function ofNumber({ to, recipient, sentAt }: Both, { byNumber, byUser }: Names): Promise<string | undefined> {
    if (!byNumber && !byUser) return aliases.claim(to, recipient, sentAt);
    const sameId = byNumber?.userId === recipient ? byNumber.identity : undefined;
    const identity = byUser?.identity ?? sameId ?? recipient;
    // A message that was long on its way does not take the number back from who has it now.
    if (byNumber && byNumber.at > sentAt) return identity;
    const before = byNumber?.identity ?? sameNumber(to);
    if (before !== identity) await revoke(before);
    const isWritten = await aliases.put(to, { identity, userId: recipient, at: sentAt }, byNumber);
    return isWritten ? identity : undefined;
  }

  /** Who that was before, by what the platform says; writes nothing. */
  async function identityBefore(address: Address, fallback: string): Promise<string> {
    const { to, recipient } = address;
    const { byNumber, byUser } = await look(address);
    if (byUser) return byUser.identity;
    if (byNumber) return !recipient || byNumber.userId === recipient ? byNumber.identity : recipient;
    return to && (await aliases.isOwn(to)) ? sameNumber(to) : fallback;
  }

  /** The conversation under her new name is told which one was hers before; the old number gets nothing any more. */
  async function changed(incoming: Incoming): Promise<Incoming> {
    const value = object(incoming.activity.value);
    const before = object(value['address']) as Address;
    const previous = await identityBefore(before, string(value['previous']) ?? '');
    const known = await identify(incoming);
    if (previous !== known.identity) await revoke(previous);
    return { ...known, activity: { ...incoming.activity, value: { previous } } };
  }

  return async (channel, incoming) => {
    if (incoming.activity.name === IDENTITY_CHANGED) return accept(channel, await changed(incoming));
    if (!hasBoth(incoming.address)) {
      const accepted = await accept(channel, { ...incoming, unlessRenamed: true });
      if (accepted !== 'renamed') return accepted;
    }
    return accept(channel, await identify(incoming));
  };
}

const hasBoth = ({ to, recipient }: Address): boolean => to !== undefined && recipient !== undefined;
