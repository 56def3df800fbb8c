import type { Accept, Channel, Sent } from './channels/contract.js';
import { isPassing, RumboError } from './errors.js';

export type TurnOutcome = 'answered' | 'held' | 'killed' | 'failed' | 'erased' | 'corrected';

/** What is counted. Every word given to it is one of a closed list or a platform's code: nothing of a person. */
export interface Meter {
  /** A message came. `refused`: the store was away or too much was under way; the sender tries again. */
  accepted(outcome: 'accepted' | 'duplicate' | 'refused'): void;
  /** A turn began. @returns what to call when it is over, which also measures how long it took */
  turn(): (outcome: TurnOutcome) => void;
  /** One try to send. */
  sent(state: Sent['state'], code?: string): void;
  /** A message will not be sent any more. */
  dead(code: string): void;
  /** A due row was handled. @param kind a name of the sweep's handlers */
  due(kind: string, went: 'well' | 'wrong'): void;
  /** A write was refused, because another process had taken over meanwhile. */
  leaseLost(of: 'turn' | 'send'): void;
}

const nothing = () => {};

/** Counts nothing. */
export const NO_METER: Meter = {
  accepted: nothing,
  turn: () => nothing,
  sent: nothing,
  dead: nothing,
  due: nothing,
  leaseLost: nothing,
};

/** The same way in, counted. */
export function countAccepts(accept: Accept, meter: Meter): Accept {
  return async (channel, incoming) => {
    try {
      const accepted = await accept(channel, incoming);
      if (accepted !== 'renamed') meter.accepted(accepted);
      return accepted;
    } catch (error) {
      if (error instanceof RumboError && isPassing(error.code)) meter.accepted('refused');
      throw error;
    }
  };
}

/** The same channel, its tries counted. One that throws may have sent. */
export function countSends(channel: Channel, meter: Meter): Channel {
  return {
    ...channel,
    async send(outgoing) {
      try {
        const sent = await channel.send(outgoing);
        meter.sent(sent.state, 'code' in sent ? sent.code : undefined);
        return sent;
      } catch (error) {
        meter.sent('uncertain', 'channel_failed');
        throw error;
      }
    },
  };
}

type Handler<A extends unknown[]> = (...row: A) => Promise<void>;

/** The same handlers of due rows, counted. */
export function countDue<A extends unknown[]>(
  handlers: Record<string, Handler<A>>,
  meter: Meter,
): Record<string, Handler<A>> {
  const counted = ([kind, handle]: [string, Handler<A>]): [string, Handler<A>] => [
    kind,
    async (...row) => {
      try {
        await handle(...row);
        meter.due(kind, 'well');
      } catch (error) {
        meter.due(kind, 'wrong');
        throw error;
      }
    },
  ];
  return Object.fromEntries(Object.entries(handlers).map(counted));
}
