import type { Danger, Level, Need } from '../../dialogs/terms.js';

const BY_NEED: Readonly<Record<Need, Level>> = {
  violence: 3,
  legal: 3,
  housing: 1,
  'mental-health': 3,
  work: 2,
  health: 1,
  integration: 2,
  community: 2,
};

/** Kinds that ask for another level than their need. */
const BY_KIND: Readonly<Record<string, Level>> = {
  'violence:sexual': 4,
  'violence:trafficking': 4,
  'mental-health:crisis': 1,
  'mental-health:groups': 2,
  'mental-health:therapy': 4,
  'work:unpaid': 3,
  'work:rights': 3,
};

/** The level of the pyramid that answers a need. In danger it is always 1, safety; the kind refines it. */
export function levelOf(need: Need, danger: Danger, kind?: string): Level {
  if (danger !== 'none') return 1;
  return BY_KIND[`${need}:${kind}`] ?? BY_NEED[need];
}
