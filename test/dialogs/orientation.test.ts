import { describe, expect, test } from '@jest/globals';
import { atHousing, atNeeds, Talk } from './talk.js';

describe('from first contact to a service', () => {
  test('four answers lead to services', () => {
    const talk = new Talk();
    expect(talk.says({ greeting: true, language: 'es' })).toEqual([
      'say orientation:hello.text',
      'ask orientation:safe.text',
    ]);
    expect(talk.taps('yes')).toEqual(['ask orientation:need.text']);
    expect(talk.taps('housing')).toEqual(['ask housing:kind.text']);
    expect(talk.taps('rent')).toEqual(['ask housing:children.text']);
    expect(talk.says({}, { answer: '2' })).toEqual(['ask place:where.text']);
    expect(talk.says({ place: { region: 'flanders', city: 'Gent' } })).toEqual(['find housing']);
    expect(talk.found('a', 'b')).toEqual(['say housing:refer.text [a,b]', 'ask housing:after.text']);
    expect(talk.session).toMatchObject({ language: 'es', needs: ['housing'], offered: ['a', 'b'] });
  });

  test('what the first message says is not asked again', () => {
    const talk = new Talk();
    talk.says({ needs: ['housing'], needSure: true, kind: 'rent', place: { region: 'brussels' } });
    expect(talk.taps('yes')).toEqual(['ask housing:children.text']);
    expect(talk.taps('none')).toEqual(['find housing']);
    expect(talk.found()).toEqual(['say housing:nothing.text', 'ask housing:after.text']);
  });

  test('services already offered are left out when she wants more', () => {
    const talk = new Talk();
    talk.says({ needs: ['housing'], needSure: true, kind: 'rent', place: { region: 'brussels' } });
    talk.taps('yes');
    talk.taps('none');
    talk.found('a');
    talk.taps('more');
    expect(talk.effects).toContainEqual(expect.objectContaining({ type: 'find', except: ['a'] }));
  });

  test('an answer of the directory that nobody waits for changes nothing', () => {
    const talk = atHousing();
    const before = structuredClone(talk.session);
    expect(talk.found('a')).toEqual([]);
    expect(talk.present()).toEqual([]);
    expect(talk.session).toEqual(before);
  });

  test('each answer is recorded as tags', () => {
    const talk = atNeeds();
    talk.taps('housing');
    expect(talk.records('answered')).toEqual([
      { type: 'answered', flow: 'orientation', version: 'v1', step: 'need', slot: 'need', value: 'housing' },
    ]);
  });
});

describe('her own words', () => {
  test('words near two needs are offered for confirmation, and these two alone', () => {
    const talk = atNeeds();
    expect(talk.says({ needs: ['legal', 'violence'] })).toEqual(['ask orientation:need.unsure']);
    const values = talk.effects.flatMap((effect) => (effect.type === 'ask' ? effect.choices : [])).map((c) => c.value);
    expect(values).toEqual(['legal', 'violence', 'person']);
    expect(talk.taps('legal')).toEqual(['ask legal:kind.text']);
  });

  test('a new need in the middle of another flow switches to it and keeps both', () => {
    const talk = atHousing();
    expect(talk.says({ needs: ['legal'], needSure: true })).toEqual(['ask legal:kind.text']);
    expect(talk.session.needs).toEqual(['legal', 'housing']);
  });

  test('a place said at another question is kept, and the question comes again', () => {
    const talk = atHousing();
    expect(talk.says({ place: { region: 'wallonia', postcode: '4000' } })).toEqual(['ask housing:kind.text']);
    expect(talk.session.slots.place?.value).toEqual({ region: 'wallonia', postcode: '4000' });
  });

  test('not understood: other words, then another way, never the same for ever', () => {
    const talk = atHousing();
    expect(talk.says()).toEqual(['ask housing:kind.again']);
    expect(talk.says()).toEqual(['ask not-understood:way.text']);
    expect(talk.records('notUnderstood')).toHaveLength(1);
    expect(talk.taps('topics')).toEqual(['ask orientation:need.text']);
  });

  test('a tag that the question does not have is not understood', () => {
    expect(atHousing().taps('nonsense')).toEqual(['ask housing:kind.again']);
  });
});

describe('coming back', () => {
  test('after half an hour it is asked whether it is safe, and then she goes on where her answer led', () => {
    const talk = atHousing();
    talk.waits(45);
    expect(talk.taps('rent')).toEqual(['ask orientation:safe.text']);
    expect(talk.session.slots.kind?.value).toBe('rent');
    expect(talk.taps('yes')).toEqual(['ask housing:children.text']);
    expect(talk.session.resume).toBeUndefined();
  });

  test('a greeting after days is no miss', () => {
    const talk = atHousing();
    talk.waits(60 * 24 * 3);
    expect(talk.says({ greeting: true })).toEqual(['ask orientation:safe.text']);
    expect(talk.taps('yes')).toEqual(['ask housing:kind.text']);
  });

  test('a command after days is not held up by the question', () => {
    const talk = atHousing();
    talk.waits(60);
    expect(talk.says({ command: 'human' })).toEqual(['handoff']);
  });

  test('after a conversation came to rest, known answers are skipped', () => {
    const talk = atNeeds();
    talk.taps('legal');
    talk.taps('family');
    expect(talk.where()).toBeUndefined();
    expect(talk.says({ needs: ['housing'], needSure: true })).toEqual([
      'say orientation:hello.text',
      'ask housing:kind.text',
    ]);
  });
});
