/** What the console's API and its page say to each other. Types only: the page shares no code with the service. */
import type { Case, CaseView, Coordinator } from '../handoff/contract.js';
import type { Unsent } from '../handoff/notSent.js';
import type { Account, Role } from './accounts.js';

/** A case without the store's tag; `id` names it in addresses. */
export type CaseCard = Omit<Case, 'ref'> & { id: string };

export interface Me {
  id: string;
  name: string;
  role: Role;
}

/** The answer to `GET queue`. */
export interface QueueAnswer {
  me: Me;
  cases: CaseCard[];
  present: (Coordinator & { until: number })[];
  killSwitch: boolean;
  /** The latest of what could not be sent. */
  notSent: Unsent[];
}

/** The answer to `GET cases/:id`; services offered by name where the service knows it. */
export type CaseAnswer = Omit<CaseView, 'case'> & { case: CaseCard };

/** What an event carries: enough to sound, nothing to read. */
export interface Waiting {
  waiting: number;
  urgent: number;
}

export type Person = Pick<Account, 'id' | 'name' | 'email' | 'role' | 'createdAt' | 'disabledAt'>;

export interface ErrorAnswer {
  error: { code: string; message: string };
}
