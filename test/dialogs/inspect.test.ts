import { describe, expect, test } from '@jest/globals';
import type { Flow } from '../../dialogs/flow.js';
import { type Issue, inspectFlows, inspectUnused, LIMITS, type Texts } from '../../dialogs/inspect.js';
import { flowOf, SMALL_FLOWS } from './small.js';

/** Good texts for every key: short, each its own, the emergency number first. */
const good: Texts = (_language, key) => (key.includes('choices') ? key.split('.').at(-1) : `112 ${key}`);

const changed =
  (key: string, text: string | undefined): Texts =>
  (language, asked) =>
    asked === key && language === 'nl' ? text : good(language, asked);

const replaced = (flow: Flow): Flow[] => [...SMALL_FLOWS.filter((one) => one.flow !== flow.flow), flow];

const codes = (issues: Issue[]): string[] => issues.map(({ flow, step, code }) => `${flow}:${step ?? ''} ${code}`);

/** The issues of a flow that stands beside the small ones. */
const issuesOf = (steps: Record<string, unknown>, rest: Partial<Flow> = {}): string[] =>
  codes(inspectFlows([...SMALL_FLOWS, flowOf('extra', steps, rest)], good));

const ends = { type: 'end' };

describe('flows', () => {
  test('the small flows are in order', () => {
    expect(inspectFlows(SMALL_FLOWS, good)).toEqual([]);
  });

  test('a step or flow that does not exist', () => {
    expect(issuesOf({ a: { type: 'say', next: 'nowhere' } })).toContain('extra:a step-unknown');
    expect(issuesOf({ a: { type: 'goto', flow: 'nowhere' } })).toContain('extra:a flow-unknown');
    expect(issuesOf({ a: ends }, { start: 'b' })).toEqual(['extra: start-unknown']);
  });

  test('a step that nobody reaches', () => {
    expect(issuesOf({ a: ends, b: ends })).toEqual(['extra:b step-unreachable']);
  });

  test('a choice that leads nowhere', () => {
    expect(issuesOf({ a: { type: 'choose', choices: ['x', { tag: 'y', next: 'b' }] }, b: ends })).toEqual([
      'extra:a choice-open',
    ]);
  });

  test('a round without a question, inside a flow and over two', () => {
    expect(issuesOf({ a: { type: 'say', next: 'b' }, b: { type: 'say', next: 'a' } })).toEqual([
      'extra:a round',
      'extra:b round',
    ]);
    expect(issuesOf({ a: { type: 'goto', flow: 'help', next: 'a' } })).toContain('extra:a round');
    expect(issuesOf({ a: { type: 'choose', slot: 'kind', choices: ['x'], next: 'a' } })).toContain('extra:a round');
    expect(issuesOf({ a: { type: 'choose', choices: ['x'], next: 'a' } })).toEqual([]);
  });

  test('services shown that were not looked for in the same turn', () => {
    const find = { type: 'find', found: 'ask', none: 'end' };
    const ask = { type: 'choose', choices: ['x'], next: 'refer' };
    const issues = issuesOf({ find, ask, refer: { type: 'refer', next: 'end' }, end: ends });
    expect(issues).toEqual(['extra:refer refer-without-find']);
  });

  test('a flow that every state needs', () => {
    const flows = SMALL_FLOWS.filter(({ flow }) => flow !== 'safe-word');
    expect(codes(inspectFlows(flows, good))).toEqual(['safe-word: flow-missing']);
  });

  test('values outside the closed lists', () => {
    expect(issuesOf({ a: { type: 'choose', slot: 'place', choices: ['mars'], next: 'b' }, b: ends })).toEqual([
      'extra:a tag-unknown',
    ]);
    expect(issuesOf({ a: { type: 'set', slots: { safe: 'perhaps' }, next: 'b' }, b: ends })).toEqual([
      'extra:a tag-unknown',
    ]);
    expect(issuesOf({ a: { type: 'branch', on: 'minor', cases: { true: 'b' }, else: 'b' }, b: ends })).toEqual([
      'extra:a case-never',
    ]);
  });
});

describe('texts', () => {
  const one = (key: string, text: string | undefined) => inspectFlows(SMALL_FLOWS, changed(key, text));

  test.each([
    'orientation:need.unsure',
    'housing:kind.again',
    'housing:refer.national',
    'danger:person.nobody',
  ])('%s is missed', (key) =>
    expect(one(key, undefined)).toMatchObject([{ code: 'text-missing', language: 'nl', key }]));

  test('a label is as short as its channel needs: 20 characters on buttons, 24 in a list', () => {
    expect(codes(one('housing:kind.choices.rent', 'x'.repeat(21)))).toEqual(['housing:kind text-too-long']);
    expect(one('orientation:need.choices.legal', 'x'.repeat(24))).toEqual([]);
    expect(codes(one('orientation:need.choices.legal', 'x'.repeat(25)))).toEqual(['orientation:need text-too-long']);
  });

  test('questions and statements have their length', () => {
    expect(codes(one('housing:kind.text', 'x'.repeat(1025)))).toEqual(['housing:kind text-too-long']);
    expect(codes(one('help:words.text', 'x'.repeat(4097)))).toEqual(['help:words text-too-long']);
  });

  test('a list repeats its choices under the question, in the same room', () => {
    const lines = 'x'.repeat(1024 - 20);
    expect(one('orientation:need.text', lines)).toMatchObject([
      {
        code: 'text-too-long',
        key: 'orientation:need.text',
        message: expect.stringContaining('a question over a list'),
      },
    ]);
  });

  test('what is too long is named with place, limit, length and what to do', () => {
    const [issue] = one('housing:kind.choices.rent', 'x'.repeat(23));
    expect(issue).toMatchObject({
      language: 'nl',
      channel: 'whatsapp',
      message: 'The text "housing:kind.choices.rent" has 23 characters in "nl"; a button takes 20.',
      remedy: 'Shorten it by 3; nothing is cut when it is sent.',
    });
  });

  test('the longest values count, and emoji as what they are made of', () => {
    expect(codes(one('housing:kind.choices.rent', '{{name}}'))).toEqual(['housing:kind text-too-long']);
    expect(codes(one('housing:kind.choices.rent', '👩‍👩‍👧 '.repeat(3)))).toEqual(['housing:kind text-too-long']);
  });

  test('a value that nobody gives is missed', () => {
    expect(codes(one('help:words.text', 'Hola {{nombre}}'))).toEqual(['help:words value-unknown']);
  });

  test('two choices with one label', () => {
    expect(codes(one('housing:kind.choices.rent', 'TONIGHT'))).toEqual(['housing:kind label-twice']);
  });

  test('in danger the number stands first, and few words follow', () => {
    expect(codes(one('danger:start.text', `${'x'.repeat(40)} 112`))).toEqual(['danger:start emergency-late']);
    expect(codes(one('crisis:start.text', `112 ${'x'.repeat(600)}`))).toEqual(['crisis:start danger-too-long']);
  });

  test('what a locked screen shows tells nothing', () => {
    expect(codes(one('orientation:hello.text', 'Hulp bij geweld'))).toEqual(['orientation:hello preview-telling']);
    expect(one('orientation:hello.text', `${'x'.repeat(40)} geweld`)).toEqual([]);
  });

  test('a text that no step uses', () => {
    const keys = ['housing:kind.text', 'housing:gone.text', 'common:anything'];
    expect(inspectUnused(SMALL_FLOWS, LIMITS, 'es', keys)).toMatchObject([{ code: 'text-unused', flow: 'housing' }]);
  });

  test('every issue says what to do', () => {
    const issues = inspectFlows(replaced(flowOf('help', { words: { type: 'say', next: 'gone' } })), () => undefined);
    expect(issues.length).toBeGreaterThan(10);
    expect(issues.filter(({ remedy, message }) => !remedy || !message)).toEqual([]);
  });
});
