import { MAX_CONSENTS } from './limits.js';
import type { Position } from './session.js';
import type { Turn } from './steps/contract.js';

/** Keeps what she agreed to or refused; a later answer takes an earlier one back, and both stay readable. */
export function keepConsent(turn: Turn, name: string, { flow, version, step }: Position, answer: string): void {
  const { session, at } = turn;
  const given = { name, flow, version, step, ...(session.language && { language: session.language }), answer };
  session.consents = [...(session.consents ?? []), { ...given, at }].slice(-MAX_CONSENTS);
  turn.effects.push({ type: 'record', record: { type: 'consent', ...given } });
}
