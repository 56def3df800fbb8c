import type { Incoming } from '../contract.js';
import { object, string } from './json.js';

interface Alias {
  identity: string;
  userId?: string;
  at: number;
}

export interface IdentifyDeps {
  aliases: {
    get(name: string): Promise<Alias | undefined>;
    set(name: string, alias: Alias, before?: Alias): Promise<void>;
  };
  /** The number of this conversation is not its woman's any more: nothing is sent there, and nothing shown. */
  revoke: (identity: string) => Promise<void>;
}

/** The event by which the platform says that a woman's number or user id changed. */
export const IDENTITY_CHANGED = 'identityChanged';

type Address = Record<string, string>;

/**
 * Finds the conversation that a message belongs to. A user id tells who writes; a number only helps where there is none.
 * The same number with another user id, and no word of the platform that they are one, is another person.
 */
export function createIdentify({ aliases, revoke }: IdentifyDeps): (incoming: Incoming) => Promise<Incoming> {
  async function look({ to, recipient }: Address) {
    const [byNumber, byUser] = await Promise.all([to && aliases.get(to), recipient && aliases.get(recipient)]);
    return { byNumber: byNumber || undefined, byUser: byUser || undefined };
  }

  /** Who that was before, by what the platform says; writes nothing. */
  async function identityBefore(address: Address, fallback: string): Promise<string> {
    const { byNumber, byUser } = await look(address);
    const { recipient } = address;
    const numberFits = !recipient || byNumber?.userId === undefined || byNumber.userId === recipient;
    return byUser?.identity ?? (numberFits ? byNumber?.identity : undefined) ?? recipient ?? fallback;
  }

  async function identify(incoming: Incoming): Promise<Incoming> {
    const { address, identity: given, sentAt } = incoming;
    const { to, recipient } = address;
    const { byNumber, byUser } = await look(address);
    // Her number was known before user ids were: the same woman, since no other id ever came with it.
    const knownByNumber = byNumber && (recipient === undefined || byNumber.userId === undefined);
    const identity = byUser?.identity ?? (knownByNumber ? byNumber.identity : given);
    if (recipient && identity !== recipient) await aliases.set(recipient, { identity, at: sentAt }, byUser);
    // A message that was long on its way does not take the number back from who has it now.
    if (!to || (byNumber && byNumber.at > sentAt)) return { ...incoming, identity };
    if (byNumber && byNumber.identity !== identity) await revoke(byNumber.identity);
    const userId = recipient ?? byNumber?.userId;
    await aliases.set(to, { identity, at: sentAt, ...(userId && { userId }) }, byNumber);
    return { ...incoming, identity };
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

  return (incoming) => (incoming.activity.name === IDENTITY_CHANGED ? changed(incoming) : identify(incoming));
}
