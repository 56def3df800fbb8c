import type { Danger } from '../../../dialogs/terms.js';
import type { Words } from '../fold.js';
import type { DangerData, DangerRule, Sign } from './data.js';
import type { LikenessReader } from './likeness.js';
import { createSignFinder, type Found } from './signs.js';

/** `sure` false: suspected only, to be asked gently. `because` holds `rule:language.sign` names. */
export interface DangerVerdict {
  danger: Danger;
  sure: boolean;
  because: string[];
}

export interface DangerReader {
  /** @param likeness asked where no rule holds */
  read(words: Words, likeness?: LikenessReader): DangerVerdict;
  vocabulary: Set<string>;
}

/** How near a cancelling sign must be where a rule has one sign only. */
const CANCEL_WITHIN = 7;

/** So near, it cancels even where another sign is nearer: "six years ago he hit me, now I am safe". */
const CANCEL_BESIDE = 3;

/** Reads danger by reviewed rules, and suspects it by likeness to examples. @throws Error when a phrase is malformed */
export function createDangerReader(data: DangerData): DangerReader {
  const finder = createSignFinder(data);
  return {
    vocabulary: finder.vocabulary,
    read: (words, likeness) => {
      const found = finder.find(words);
      const verdict = judge(found, data.rules);
      if (verdict.danger !== 'none') return verdict;
      return likeness?.read(words, new Set(found.map(({ tag }) => tag.sign))) ?? verdict;
    },
  };
}

function judge(found: readonly Found[], rules: readonly DangerRule[]): DangerVerdict {
  const hits = rules.flatMap((rule) => {
    const reason = holds(rule, found);
    return reason ? [{ rule, reason }] : [];
  });
  const because = hits.map((hit) => hit.reason);
  const best = ['immediate', 'suicide'].flatMap((verdict) => hits.filter((hit) => hit.rule.verdict === verdict));
  const chosen = best.find((hit) => hit.rule.sure) ?? best[0];
  return chosen
    ? { danger: chosen.rule.verdict, sure: chosen.rule.sure, because }
    : { danger: 'none', sure: true, because };
}

/** @returns `rule:language.sign+…` where the rule holds somewhere in the message */
function holds(rule: DangerRule, found: readonly Found[]): string | undefined {
  const [anchorSign, ...others] = rule.all;
  for (const anchor of found.filter((match) => match.tag.sign === anchorSign)) {
    const partners = others.map((sign) => nearest(anchor, sign, found, rule.within));
    const whole = partners.filter((partner) => partner !== undefined);
    if (whole.length < others.length || isCancelled(anchor, whole, rule, found)) continue;
    const signs = [anchor, ...whole].map(({ tag }) => `${tag.language}.${tag.sign}`);
    return `${rule.id}:${signs.join('+')}`;
  }
  return undefined;
}

function nearest(anchor: Found, sign: Sign, found: readonly Found[], within: number): Found | undefined {
  return found
    .filter((match) => match.tag.sign === sign && match !== anchor && gap(anchor, match) <= within)
    .sort((a, b) => gap(anchor, a) - gap(anchor, b))[0];
}

function isCancelled(anchor: Found, partners: readonly Found[], rule: DangerRule, found: readonly Found[]): boolean {
  const reach =
    partners.length > 0 ? Math.max(CANCEL_BESIDE, ...partners.map((partner) => gap(anchor, partner))) : CANCEL_WITHIN;
  return rule.unless.some((sign) => found.some((match) => match.tag.sign === sign && gap(anchor, match) <= reach));
}

/** Words between two matches; 0 where they touch or overlap. */
const gap = (a: Found, b: Found): number => Math.max(0, b.start - a.end, a.start - b.end);
