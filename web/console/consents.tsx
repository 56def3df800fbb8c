import type { CaseAnswer } from '../../src/console/wire.js';
import { dayAndTime } from './format.js';
import { useSay } from './texts.js';

/** What she agreed to or refused, when, and in the very words that she read. The latest answer holds. */
export function Consents({ view: { consents = [] } }: { view: CaseAnswer }) {
  const say = useSay();
  if (consents.length === 0) return null;
  return (
    <details class="facts">
      <summary>{say('case.consents')}</summary>
      <dl>
        {consents.toReversed().map(({ name, at, language, answer, words }) => (
          <div key={`${name} ${at}`}>
            <dt>
              {say.tag('consent', name)} · {dayAndTime(say, at)}
            </dt>
            <dd lang={words && language}>
              {words ? words.asked : say('case.consentGone')}
              <br />
              <strong>{say('case.consentAnswer', { answer: words?.answered ?? say.tag('value', answer) })}</strong>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
