import { describe, expect, test } from '@jest/globals';
import { compileFlow } from '../../dialogs/compile.js';
import type { Flow } from '../../dialogs/flow.js';
import { questionOf } from '../../dialogs/question.js';
import { flowOf, SMALL_FLOWS, setOf } from './small.js';
import { atHousing, Talk } from './talk.js';

const only = (name: string): Flow => SMALL_FLOWS.find(({ flow }) => flow === name) ?? flowOf(name, {});
const renamed = flowOf('housing', { topic: { type: 'choose', choices: ['x'], next: 'topic' } });
const changed = [...SMALL_FLOWS.filter(({ flow }) => flow !== 'housing'), renamed];

function continued(talk: Talk, older: { version: string; flow: Flow }[]): Talk {
  const next = new Talk(setOf(changed, 'v2', older));
  next.session = talk.session;
  return next;
}

describe('versions', () => {
  test('who is inside an old version finds its steps', () => {
    const older = SMALL_FLOWS.map((flow) => ({ version: 'v1', flow }));
    expect(continued(atHousing(), older).taps('rent')).toEqual(['ask housing:children.text']);
  });

  test('a version that is gone leads to the list of needs, answers kept', () => {
    const talk = continued(atHousing(), []);
    expect(talk.taps('rent')).toEqual(['ask orientation:need.text']);
    expect(talk.records('stateMapped')).toEqual([
      { type: 'stateMapped', flow: 'housing', from: 'kind', to: 'orientation:need' },
    ]);
    expect(talk.session.slots.need?.value).toBe('housing');
  });

  test('without any flow nothing is said and nothing breaks', () => {
    const talk = new Talk(setOf([]));
    expect(talk.says({ danger: 'immediate', command: 'help' })).toEqual([]);
    expect(talk.says({ command: 'stop' })).toEqual(['silence']);
  });
});

describe('rounds', () => {
  const round = flowOf('legal', { a: { type: 'say', next: 'b' }, b: { type: 'say', next: 'a' } });
  const flows = [...SMALL_FLOWS.filter(({ flow }) => flow !== 'legal'), round];

  test('a flow that goes round is left for the list of needs, without what it said over and over', () => {
    const talk = new Talk(setOf(flows));
    talk.says();
    talk.taps('yes');
    expect(talk.taps('legal')).toEqual(['ask orientation:need.text']);
  });

  test('where the list itself goes round the conversation rests', () => {
    const orientation = flowOf('orientation', { need: { type: 'say', next: 'need' } });
    const talk = new Talk(setOf([orientation]));
    expect(talk.says()).toEqual([]);
    expect(talk.where()).toBeUndefined();
  });
});

describe('the compiled machine', () => {
  test('has a state for each step, with what it does as data', () => {
    const { machine } = compileFlow(only('housing'), 'v1');
    expect(Object.keys(machine.states)).toEqual(Object.keys(only('housing').steps));
    expect(machine.states['kind']?.entry).toMatchObject([{ type: 'choose', params: { id: 'kind' } }]);
  });

  test('the question on screen is known to the shell', () => {
    const talk = atHousing();
    talk.taps('rent');
    expect(questionOf(setOf(SMALL_FLOWS), talk.session)).toMatchObject({
      flow: 'housing',
      step: 'children',
      slot: 'children',
      answer: 'number',
      choices: [{ slot: 'children', value: 'none', text: 'housing:children.choices.none' }],
    });
  });
});
