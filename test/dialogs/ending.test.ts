import { describe, expect, test } from '@jest/globals';
import { atNeeds, Talk } from './talk.js';

const bye = { farewell: true };

/** At the question after services. */
function atAfter(): Talk {
  const talk = atNeeds();
  for (const answer of ['housing', 'rent', 'none', 'brussels']) talk.taps(answer);
  talk.found('one');
  return talk;
}

describe('thanks, a goodbye or "nothing more"', () => {
  test('take the choice that ends a topic', () => {
    const talk = atAfter();
    talk.says(bye);
    expect(talk.records('answered')).toMatchObject([{ value: 'done' }]);
  });

  test('at rest are answered once, then with silence, and again after she came back', () => {
    const talk = atAfter();
    talk.says(bye);
    expect([talk.says(bye), talk.says(bye)]).toEqual([['say goodbye:thanks.text'], []]);
    talk.says({ greeting: true });
    expect(talk.session.thanked).toBeUndefined();
  });

  test('begin as everybody does where nobody has begun', () => {
    expect(new Talk().says(bye)).toContain('ask orientation:safe.text');
  });

  test.each<[string, () => Talk]>([
    ['stop', () => stopped({ command: 'stop' })],
    ['not safe', () => notSafe()],
  ])('after "%s" bring nothing back', (_label, closed) => {
    const talk = closed();
    expect(talk.says(bye)).toEqual([]);
    expect(talk.session.closed).toBeDefined();
  });

  test('are danger where they tell of danger', () => {
    const talk = stopped({ command: 'stop' });
    expect(talk.says({ ...bye, danger: 'immediate' })).toContain('say danger:start.text');
  });
});

function stopped(meaning: Parameters<Talk['says']>[0]): Talk {
  const talk = atNeeds();
  talk.says(meaning);
  return talk;
}

function notSafe(): Talk {
  const talk = new Talk();
  talk.says({ greeting: true, language: 'es' });
  talk.taps('no');
  return talk;
}
