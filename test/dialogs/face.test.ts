import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Meaning } from '../../dialogs/meaning.js';
import { atHousing, type Talk } from './talk.js';

const DANGER: Partial<Meaning> = { danger: 'immediate', sure: true, because: ['rule'] };

/** A conversation in which her words are set, at the first question about housing. */
function withWords(): Talk {
  const talk = atHousing();
  talk.says({ request: 'word' });
  talk.says({}, { answer: 'cinnamon', said: 'cinnamon' });
  talk.says({}, { answer: 'umbrella', said: 'umbrella' });
  return talk;
}

describe('her own words', () => {
  test('are asked one after the other, and lead back', () => {
    const talk = atHousing();
    expect(talk.says({ request: 'word' })).toEqual(['ask word:hide.text']);
    expect(talk.says({}, { answer: 'cinnamon' })).toEqual(['ask word:return.text']);
    expect(talk.says({}, { answer: 'cinnamon' })).toEqual(['ask word:return.again']);
    expect(talk.says({}, { answer: 'umbrella' })).toEqual(['say word:set.text', 'ask housing:kind.text']);
  });

  test('are kept in the session and never recorded', () => {
    const talk = atHousing();
    talk.says({ request: 'word' });
    talk.says({ needs: ['health'], needSure: true }, { answer: 'cinnamon' });
    expect(talk.records('answered')).toMatchObject([{ step: 'hide', value: 'given' }]);
    expect(talk.session.own).toEqual({ hide: 'cinnamon' });
    expect(talk.session.slots.need?.value).toBe('housing');
  });

  test('are in force only once both are there', () => {
    const talk = atHousing();
    talk.says({ request: 'word' });
    talk.says({}, { answer: 'cinnamon' });
    talk.taps('cancel');
    expect(talk.says({}, { said: 'cinnamon' })).toEqual(['ask housing:kind.again']);
  });

  test('outlive the safe word of everybody, which forgets the rest', () => {
    const talk = withWords();
    talk.says({ safeWord: true });
    talk.says({ greeting: true });
    expect(talk.session.slots).toEqual({});
    expect(talk.says({}, { said: 'cinnamon' })).toEqual(['silence', 'say face:first.text']);
  });
});

describe('the neutral face', () => {
  let talk: Talk;
  beforeEach(() => {
    talk = withWords();
    expect(talk.says({}, { said: 'cinnamon' })).toEqual(['silence', 'say face:first.text']);
  });

  test.each<[string, Partial<Meaning>]>([
    ['a person', { command: 'human' }],
    ['the safe word', { safeWord: true }],
    ['help', { command: 'help' }],
    ['stop', { command: 'stop' }],
    ['another language', { command: 'language', wished: 'fr' }],
    ['a topic', { needs: ['violence'], needSure: true }],
    ['her settings', { request: 'options' }],
  ])('says nothing of %s', (_name, meaning) => {
    expect(talk.says(meaning)).toEqual(['silence', 'say face:second.text']);
    expect(talk.waits(60 * 24).says(meaning)).toEqual(['silence', 'say face:first.text']);
  });

  test('answers danger with an office line, and calls a person', () => {
    expect(talk.says(DANGER)).toEqual(['silence', 'handoff', 'say face:number.text']);
    expect(talk.records('dangerSeen')).toHaveLength(1);
    expect(talk.present('Team')).toEqual([]);
    expect(talk.session).toMatchObject({ danger: 'immediate', closed: 'face' });
  });

  test('counts doubt as danger: it cannot ask', () => {
    expect(talk.says({ ...DANGER, sure: false })).toContain('handoff');
  });

  test('erases at once', () => {
    expect(talk.says({ command: 'erase' })).toEqual(['say face:erased.text', 'erase']);
    expect(talk.session.own).toBeUndefined();
  });

  test.each([
    ['her word', {}, { said: 'umbrella' }],
    ['the words for whoever forgot it', { returns: true }, {}],
  ])('ends with %s; first she is asked whether it is safe', (_name, meaning, rest) => {
    expect(talk.says(meaning, rest)).toContain('ask orientation:safe.text');
    expect(talk.taps('yes')).toEqual(['ask housing:kind.text']);
  });

  test('is counted as closed once', () => {
    talk.says();
    expect(talk.records('closed')).toEqual([]);
  });
});

describe('a shared phone', () => {
  test('asks after five minutes whether it is safe', () => {
    const talk = atHousing();
    talk.says({ request: 'shared' });
    expect(talk.waits(4).taps('rent')).toEqual(['ask housing:children.text']);
    expect(talk.waits(6).taps('none')).toContain('ask orientation:safe.text');
  });
});
