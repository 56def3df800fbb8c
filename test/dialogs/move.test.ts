import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { transition } from 'xstate';
import { compileFlow } from '../../dialogs/compile.js';
import { move } from '../../dialogs/move.js';
import type { StepEvent } from '../../dialogs/steps/contract.js';
import { kindOf } from '../../dialogs/steps/index.js';
import { readFlows } from '../../src/content/flows.js';

const EVENTS: StepEvent[] = ['done', 'found', 'presence'].map(
  (type) => ({ type, services: [] }) as unknown as StepEvent,
);

test('every step of every flow moves as XState itself moves it', () => {
  for (const { flow } of readFlows(join(import.meta.dirname, '../..'))) {
    if (!flow) continue;
    const { machine } = compileFlow(flow, '1');
    for (const [id, step] of Object.entries(flow.steps)) {
      const answers = kindOf(step)
        .edges(step)
        .flatMap(({ when }) => (when && 'params' in when && 'value' in when.params ? [when.params.value] : []));
      const events = [...EVENTS, ...answers.map((value) => ({ type: 'answer', value }) as StepEvent)];
      for (const event of [...events, { type: `enter.${id}` } as unknown as StepEvent]) {
        const [, actions] = transition(machine, machine.resolveState({ value: id, context: {} }), event);
        expect(move(machine, id, {}, event).map(({ params }) => params)).toEqual(actions.map(({ params }) => params));
      }
    }
  }
});
