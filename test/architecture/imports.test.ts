import { expect, test } from '@jest/globals';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { forbidden } from './rules.js';

async function violations(rules = forbidden): Promise<string[]> {
  const { output } = await cruise(['src', 'dialogs', 'web'], {
    ruleSet: { forbidden: rules },
    validate: true,
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: 'node_modules' },
  } as never);
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

test('imports go one way only', async () => {
  expect(await violations()).toEqual([]);
}, 120_000);
