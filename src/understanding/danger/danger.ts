import type { Danger } from '../../../dialogs/terms.js';
import type { DangerRule, Sign } from './data.js';
import type { Found } from './signs.js';

/** `sure` false: suspected only, to be asked gently. `because` holds `rule:language.sign` names. */
export interface DangerVerdict {
  danger: Danger;
  sure: boolean;
  because: string[];
}

/** What the reviewed rules say; `firm`: only a very low likelihood may drop it. */
export interface RuledVerdict extends DangerVerdict {
  firm: boolean;
}

/** How near a cancelling sign must be where a rule has one sign only. */
const CANCEL_WITHIN = 7;

/** So near, it cancels even where another sign is nearer: "six years ago he hit me, now I am safe". */
const CANCEL_BESIDE = 3;

/** Judges the signs found in a message by the reviewed rules. */
export function judge(found: readonly Found[], rules: readonly DangerRule[]): RuledVerdict {
  const hits = rules.flatMap((rule) => {
    const reason = holds(rule, found);
    return reason ? [{ rule, reason }] : [];
  });
  const because = hits.map((hit) => hit.reason);
  const firm = hits.some((hit) => hit.rule.firm);
  const best = ['immediate', 'suicide'].flatMap((verdict) => hits.filter((hit) => hit.rule.verdict === verdict));
  const chosen = best.find((hit) => hit.rule.sure) ?? best[0];
  return chosen
    ? { danger: chosen.rule.verdict, sure: chosen.rule.sure, because, firm }
    : { danger: 'none', sure: true, because, firm };
}

/** @returns `rule:language.sign+…` where the rule holds somewhere in the message */
function holds(rule: DangerRule, found: readonly Found[]): string | undefined {
  const [anchorSign, ...others] = rule.all;
  for (const anchor of found.filter((match) => match.tag.sign === anchorSign)) {
    const partners = others.map((sign) => nearest(anchor, sign, found, rule));
    const whole = partners.filter((partner) => partner !== undefined);
    if (whole.length < others.length || isCancelled(anchor, whole, rule, found)) continue;
    const signs = [anchor, ...whole].map(({ tag }) => `${tag.language}.${tag.sign}`);
    return `${rule.id}:${signs.join('+')}`;
  }
  return undefined;
}

function nearest(anchor: Found, sign: Sign, found: readonly Found[], rule: DangerRule): Found | undefined {
  return found
    .filter((match) => match.tag.sign === sign && match !== anchor && gap(anchor, match) <= rule.within)
    .filter((match) => !rule.apart || match.start >= anchor.end || match.end <= anchor.start)
    .sort((a, b) => gap(anchor, a) - gap(anchor, b))[0];
}

function isCancelled(anchor: Found, partners: readonly Found[], rule: DangerRule, found: readonly Found[]): boolean {
  const reach =
    partners.length > 0 ? Math.max(CANCEL_BESIDE, ...partners.map((partner) => gap(anchor, partner))) : CANCEL_WITHIN;
  return rule.unless.some((sign) => found.some((match) => match.tag.sign === sign && gap(anchor, match) <= reach));
}

/** Words between two matches; 0 where they touch or overlap. */
const gap = (a: Found, b: Found): number => Math.max(0, b.start - a.end, a.start - b.end);
