import type { Danger, Need } from '../../dialogs/terms.js';
import { kindsFor, type Service } from './schema.js';

/** What danger is about, whatever she asked for. */
const NEED_IN_DANGER: Readonly<Record<Exclude<Danger, 'none'>, Need>> = {
  immediate: 'violence',
  suicide: 'mental-health',
};
const COMMUNITY_LEVEL = 2;

/** The needs that are looked up: hers, and in danger also the one that keeps her alive. */
export function needsInView(need: Need, danger: Danger): Need[] {
  return danger === 'none' ? [need] : [...new Set([NEED_IN_DANGER[danger], need])];
}

/** Comes before all points: the greater, the earlier it is shown. 0 without danger; level 2 is always last in danger. */
export function urgency(service: Service, danger: Danger): number {
  if (danger === 'none') return 0;
  if (service.level === COMMUNITY_LEVEL) return -1;
  const answers = kindsFor(service, NEED_IN_DANGER[danger]) !== undefined;
  if (danger === 'suicide') return suicideUrgency(service, answers);
  if (service.emergency_only && answers) return 4;
  if (answers) return isListening(service) ? 3 : 2;
  return service.level === 1 ? 1 : 0;
}

/** Emergency lines on suicide and 112 first, then the other lines that listen. */
function suicideUrgency(service: Service, answers: boolean): number {
  if (service.emergency && answers) return 3;
  if (answers && kindsFor(service, 'mental-health')?.includes('crisis')) return 2;
  return answers || service.level === 1 ? 1 : 0;
}

/** Somebody answers the phone for violence of every kind, or this is an emergency service. */
function isListening(service: Service): boolean {
  return (service.phones ?? []).length > 0 || service.emergency;
}
