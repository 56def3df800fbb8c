import type { CaseAnswer } from '../../src/console/wire.js';
import { languageName } from './format.js';
import { type Say, useSay } from './texts.js';

/** Answers are tags; those the console has no word for are shown as they are. */
function wordsFor(say: Say, slot: string, value: string): string {
  if (slot === 'language') return languageName(say, value);
  return say.tag({ need: 'need', place: 'region' }[slot] ?? 'value', value);
}

/** Why it is urgent, in words: each rule once. Signs that are no reason by themselves have no words. */
function reasons(say: Say, because: readonly string[]): string {
  const rules = [...new Set(because.map((reason) => reason.split(':')[0] ?? ''))];
  return rules
    .map((rule) => ({ rule, words: say.tag('why', rule) }))
    .flatMap(({ rule, words }) => (words === rule ? [] : [words]))
    .join(' · ');
}

function rowsOf(say: Say, { answers, callName, offered, case: card }: CaseAnswer): [string, string][] {
  const given = Object.entries(answers).map(([slot, value]): [string, string] => [
    say.tag('slot', slot),
    wordsFor(say, slot, value),
  ]);
  const why = reasons(say, card.because);
  const services: [string, string][] = offered.length > 0 ? [[say('case.offered'), offered.join(', ')]] : [];
  const called: [string, string][] = callName ? [[say('case.callName'), callName]] : [];
  return [...(why ? [[say('case.why'), why] as [string, string]] : []), ...called, ...given, ...services];
}

/** What is known already, so that nobody asks her twice. */
export function Facts({ view }: { view: CaseAnswer }) {
  const say = useSay();
  const rows = rowsOf(say, view);
  if (rows.length === 0) return null;
  return (
    <details class="facts" open={matchMedia('(min-width: 800px)').matches}>
      <summary>{say('case.facts')}</summary>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
