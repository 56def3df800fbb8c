import { describe, expect, test } from '@jest/globals';
import { STEP_KINDS } from '../../dialogs/steps/index.js';
import { FIXTURES } from './fixtures/index.js';
import { sends, talkAt } from './fixtures/run.js';

test('every type of step has a fixture', () => {
  const missing = Object.keys(STEP_KINDS).filter((type) => !(type in FIXTURES));
  expect(missing).toEqual([]);
});

describe.each(Object.entries(FIXTURES))('%s', (type, { step, does, input, later }) => {
  test('does what its fixture says', () => {
    expect(step['type']).toBe(type);
    const talk = talkAt(step);
    expect(talk.says()).toEqual(does);
    if (input) expect(sends(talk, input)).toEqual(later);
  });
});
