import { describe, expect, test } from '@jest/globals';
import { MAX_CONSENTS } from '../../dialogs/limits.js';
import { createFlowSet, loadContent } from '../../src/content/load.js';
import { Talk } from './talk.js';

const FLOWS = createFlowSet(loadContent(process.cwd()));

/** She asked for a person; the question when we may write is on screen. */
function asked(): Talk {
  const talk = new Talk(FLOWS);
  talk.says({ greeting: true, language: 'es' });
  talk.taps('yes');
  talk.says({ command: 'human' });
  talk.present();
  return talk;
}

describe('her answer when we may write', () => {
  test('is kept as consent, with what finds the very words', () => {
    const talk = asked();
    talk.taps('morning');
    const given = { name: 'contact', flow: 'contact', step: 'may', language: 'es', answer: 'morning' };
    expect(talk.session.consents).toMatchObject([
      { ...given, version: expect.stringMatching(/^[0-9a-f]{8}$/), at: talk.at },
    ]);
    expect(talk.records('consent')).toMatchObject([given]);
  });

  test('is taken back by a later one, and both stay readable', () => {
    const talk = asked();
    talk.taps('any-time');
    talk.waits(90).says({ command: 'human' });
    talk.present();
    talk.taps('myself');
    expect(talk.session.slots.contact?.value).toBe('myself');
    expect(talk.session.consents?.map(({ answer }) => answer)).toEqual(['any-time', 'myself']);
  });

  test('is not asked for again within the hour, and never kept without end', () => {
    const talk = asked();
    for (let times = 0; times < MAX_CONSENTS + 2; times += 1) {
      talk.taps('evening');
      talk.waits(61).says({ command: 'human' });
      talk.present();
    }
    expect(talk.session.consents).toHaveLength(MAX_CONSENTS);
    talk.taps('evening');
    talk.says({ command: 'human' });
    expect(talk.present()).not.toContain('ask contact:may.text');
  });

  test('is asked for only after the numbers of danger', () => {
    const talk = new Talk(FLOWS);
    const said = [...talk.says({ danger: 'immediate', language: 'es' }), ...talk.present()];
    expect(said).not.toContain('ask contact:may.text');
    expect(talk.taps('go-on')).toEqual(['ask contact:may.text']);
  });

  test('shows nobody after hours of silence that a person was asked for', () => {
    expect(
      asked()
        .waits(60 * 24)
        .says({ greeting: true }),
    ).toEqual(['ask orientation:safe.text']);
  });
});

describe('who asks again while one waits', () => {
  const place = (ahead: number, askedAt?: number) => {
    const talk = asked();
    talk.taps('any-time');
    talk.says({ command: 'human' });
    return talk.send({ type: 'presence', at: talk.at, lines: ['line'], ahead, askedAt });
  };

  test.each<[string, number, boolean, string[]]>([
    ['the first', 0, false, ['say human:person.nobody [line]']],
    ['behind others', 2, false, ['say human:person.nobody [line]', 'say common:queue.ahead']],
    ['again', 0, true, ['say common:queue.again', 'say common:queue.lines [line]']],
    [
      'again, behind others',
      1,
      true,
      ['say common:queue.again', 'say common:queue.lines [line]', 'say common:queue.ahead'],
    ],
  ])('hears her place: %s', (_label, ahead, again, said) => {
    expect(place(ahead, again ? 0 : undefined).slice(0, said.length + 1)).toEqual([...said, 'say contact:noted.text']);
  });
});

describe('the question whether it helped', () => {
  const QUESTION = 'ask goodbye:helped.text';
  /** At the question what comes next, after services about work. */
  function atNext(): Talk {
    const talk = new Talk(FLOWS);
    talk.says({ greeting: true, language: 'es' });
    for (const answer of ['yes', 'work', 'unpaid', 'brussels']) talk.taps(answer);
    talk.found('one');
    return talk;
  }

  test.each<[string, Partial<Talk['session']>, boolean]>([
    ['to everybody', {}, true],
    ['not after danger', { danger: 'immediate' }, false],
    ['not after the wish to die', { danger: 'suicide' }, false],
    ['not to a child', { minor: true }, false],
  ])('is put %s', (_label, session, isPut) => {
    const talk = atNext();
    Object.assign(talk.session, session);
    expect(talk.taps('done').includes(QUESTION)).toBe(isPut);
  });

  test.each(['yes', 'partly', 'no', 'skip'])('is counted by tag, put once, and ends: %s', (answer) => {
    const talk = atNext();
    talk.taps('done');
    talk.taps(answer);
    expect([talk.records('answered')[0]?.value, talk.where()]).toEqual([answer, undefined]);
    talk.says({ needs: ['work'], needSure: true, kind: 'unpaid' });
    talk.found('two');
    expect(talk.taps('done')).toEqual(['say goodbye:bye.text']);
  });

  test('is not put to somebody who had to leave', () => {
    const talk = atNext();
    talk.says({ command: 'stop' });
    expect(talk.session.slots.feedback?.value).toBe('left');
  });

  test('left without an answer it does not come back', () => {
    const talk = atNext();
    talk.taps('done');
    expect(talk.says({ greeting: true })).not.toContain(QUESTION);
  });
});
