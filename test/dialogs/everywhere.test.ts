import { describe, expect, test } from '@jest/globals';
import type { Meaning } from '../../dialogs/meaning.js';
import { newSession } from '../../dialogs/session.js';
import { atHousing, atNeeds, Talk } from './talk.js';

const DANGER: Partial<Meaning> = { danger: 'immediate', sure: true, because: ['rule'] };
const MAYBE: Partial<Meaning> = { danger: 'immediate', sure: false, because: ['rule'] };

describe('danger', () => {
  test('is answered in the same turn and leads back to the question', () => {
    const talk = atHousing();
    expect(talk.says(DANGER)).toEqual(['say danger:start.text', 'handoff']);
    expect(talk.present('Team')).toEqual(['say danger:person.here', 'ask housing:kind.text']);
    expect(talk.session.danger).toBe('immediate');
  });

  test('comes before anything else, at first contact too', () => {
    const talk = new Talk();
    expect(talk.says({ ...DANGER, command: 'help', greeting: true })).toContain('say danger:start.text');
    expect(talk.records('dangerSeen')).toEqual([
      { type: 'dangerSeen', danger: 'immediate', sure: true, because: ['rule'] },
    ]);
    expect(talk.present()).toEqual([
      'say danger:person.nobody [line]',
      'say orientation:hello.text',
      'ask orientation:safe.text',
    ]);
  });

  test('is said in its short form within ten minutes, whole again later', () => {
    const talk = atHousing();
    talk.says(DANGER);
    talk.present();
    expect(talk.waits(5).says(DANGER)).toContain('say danger:still.text');
    expect(talk.waits(11).says(DANGER)).toContain('say danger:start.text');
  });

  test('the block on suicide is said whole though the other was just said', () => {
    const talk = atHousing();
    talk.says(DANGER);
    talk.present();
    expect(talk.says({ danger: 'suicide', sure: true })).toContain('say crisis:start.text');
    expect(talk.session.danger).toBe('suicide');
  });

  test('not sure: she is asked gently, and a second fright counts as yes', () => {
    const talk = atHousing();
    expect(talk.says(MAYBE)).toEqual(['ask danger-check:now.text']);
    expect(talk.session.danger).toBe('immediate');
    expect(talk.says(MAYBE)).toContain('say danger:start.text');
    expect(talk.present()).toContain('ask housing:kind.text');
  });

  test('a no to the gentle question goes on, and it is not put again each turn', () => {
    const talk = atHousing();
    talk.says(MAYBE);
    expect(talk.taps('no')).toEqual(['ask housing:kind.text']);
    expect(talk.says(MAYBE)).toEqual(['ask housing:kind.text']);
  });

  test('having been asked about one danger does not silence the question about the other', () => {
    const talk = atHousing();
    talk.says(MAYBE);
    expect(talk.says({ danger: 'suicide', sure: false })).toContain('ask crisis-check:now.text');
  });

  test('a need beside the danger is kept silently', () => {
    const talk = atNeeds();
    talk.says({ ...DANGER, needs: ['violence'], needSure: true, place: { region: 'brussels' } });
    expect(talk.session.needs).toEqual(['violence']);
    expect(talk.session.slots.place?.value.region).toBe('brussels');
  });
});

describe('closing', () => {
  test('the safe word closes at once with one sentence and hides that she wrote', () => {
    const talk = atHousing();
    expect(talk.says({ safeWord: true, ...DANGER, needs: ['violence'], needSure: true })).toEqual([
      'silence',
      'say safe-word:bye.text',
    ]);
    expect(talk.session.closed).toBe('safe-word');
    expect(talk.says({ greeting: true })).toEqual(['say orientation:hello.text', 'ask orientation:safe.text']);
    expect(JSON.parse(JSON.stringify(talk.session))).toEqual({
      ...newSession('path'),
      at: { flow: 'orientation', version: 'v1', step: 'safe' },
    });
  });

  test('the safe word is understood when closed', () => {
    const talk = atHousing();
    talk.says({ command: 'stop' });
    expect(talk.says({ safeWord: true })).toEqual(['silence', 'say safe-word:bye.text']);
  });

  test('stop keeps her answers for when she writes again, but asks whether it is safe', () => {
    const talk = atHousing();
    expect(talk.says({ command: 'stop' })).toEqual(['silence', 'say stop:bye.text']);
    expect(talk.says()).toContain('ask orientation:safe.text');
    expect(talk.taps('yes')).toEqual(['ask housing:kind.text']);
  });

  test('after not safe a plain yes goes on, anything else is asked again', () => {
    const talk = new Talk();
    talk.says();
    expect(talk.taps('no')).toEqual(['silence']);
    const other = new Talk();
    other.session = structuredClone(talk.session);
    expect(talk.says({}, { answer: 'yes' })).toEqual(['ask orientation:need.text']);
    expect(other.says({ needs: ['legal'], needSure: true })).toContain('ask orientation:safe.text');
  });

  test('erasing asks once, then nothing is left but the language', () => {
    const talk = atHousing();
    expect(talk.says({ command: 'erase' })).toEqual(['ask erase:sure.text']);
    expect(talk.says({ command: 'erase' }, { answer: 'yes' })).toEqual(['say erase:receipt.text', 'erase']);
    expect(talk.session).toEqual({ ...newSession('path'), language: 'es' });
  });

  test('no to erasing leads back', () => {
    const talk = atHousing();
    talk.says({ command: 'erase' });
    expect(talk.taps('no')).toEqual(['ask housing:kind.text']);
  });
});

describe('commands', () => {
  test('help inside help does not pile up callers', () => {
    const talk = atHousing();
    for (let turn = 0; turn < 20; turn += 1) {
      expect(talk.says({ command: 'help' })).toEqual(['say help:words.text', 'ask housing:kind.text']);
    }
    expect(talk.session.callers).toEqual([]);
  });

  test('the language she names is taken at once, else she is asked', () => {
    const talk = atHousing();
    expect(talk.says({ command: 'language', wished: 'fr' })).toEqual(['ask housing:kind.text']);
    expect(talk.session.language).toBe('fr');
    expect(talk.says({ command: 'language' })).toEqual(['ask language:which.text']);
    expect(talk.taps('nl')).toEqual(['ask housing:kind.text']);
    expect(talk.session.language).toBe('nl');
  });

  test('another language in her words does not switch by itself', () => {
    const talk = atHousing();
    talk.says({ language: 'en', greeting: true });
    expect(talk.session.language).toBe('es');
  });

  test('back forgets one answer after the other', () => {
    const talk = atHousing();
    talk.taps('rent');
    expect(talk.says({ command: 'restart', restart: 'back' })).toEqual(['ask housing:kind.text']);
    expect(talk.says({ command: 'restart', restart: 'back' })).toEqual(['ask orientation:need.text']);
    expect(talk.session.slots.need).toBeUndefined();
  });

  test('menu keeps place, language and safety', () => {
    const talk = atHousing();
    talk.says({ place: { region: 'brussels' } });
    expect(talk.says({ command: 'restart', restart: 'menu' })).toEqual(['ask orientation:need.text']);
    expect(Object.keys(talk.session.slots).sort()).toEqual(['place', 'safe']);
  });

  test('a choice can be a command', () => {
    const talk = atNeeds();
    expect(talk.taps('person')).toEqual(['handoff']);
    expect(talk.records('commandUsed')).toEqual([{ type: 'commandUsed', command: 'human' }]);
    expect(talk.present('Team')).toEqual(['say human:person.here', 'ask orientation:need.text']);
  });

  test('a tap on the question goes before a command, but not before danger', () => {
    const tap = { medium: 'choice', answer: 'rent' } as const;
    expect(atHousing().says({ command: 'help' }, tap)).toEqual(['ask housing:children.text']);
    expect(atHousing().says(DANGER, tap)).toContain('say danger:start.text');
  });
});

describe('who writes, and how', () => {
  test('a voice message is answered kindly; a reaction not at all', () => {
    const talk = atHousing();
    expect(talk.says({}, { medium: 'audio' })).toEqual(['say voice:words.text', 'ask housing:kind.text']);
    expect(talk.says({}, { medium: 'sticker' })).toEqual(['say media:words.text', 'ask housing:kind.text']);
    expect(talk.says({}, { medium: 'reaction' })).toEqual([]);
  });

  test('a shared location counts as a place', () => {
    const talk = atHousing();
    talk.says({ place: { region: 'flanders' } }, { medium: 'location' });
    expect(talk.session.slots.place?.value.region).toBe('flanders');
  });

  test('for somebody else, and a child, are heard once', () => {
    const talk = new Talk();
    expect(talk.says({ forOther: true })).toContain('say for-other:hello.text');
    expect(talk.says({ forOther: true })).toEqual(['ask orientation:safe.again']);
    expect(talk.says({ minor: true })).toContain('say minor:lines.text');
    expect(talk.session).toMatchObject({ forOther: true, minor: true });
  });

  test('who offers help leaves the queue', () => {
    const talk = new Talk();
    expect(talk.says({ supporter: true })).toEqual(['say support:thanks.text']);
    expect(talk.where()).toBeUndefined();
  });
});
