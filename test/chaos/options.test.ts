import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { count, flag, someOf } from '../../bench/support/options.js';

const classes = [{ name: 'redis' }, { name: 'redisCluster' }, { name: 'stop' }];
const only = someOf('only this class', classes);

test.each([
  ['nothing', undefined, ['redis', 'redisCluster', 'stop']],
  ['a name that begins another', ['redis'], ['redis']],
  ['a beginning', ['re'], ['redis', 'redisCluster']],
  ['two, in any order', ['stop', 'redis'], ['redis', 'stop']],
])('%s chooses', (_what, given, chosen) => {
  expect(only.read(given).map(({ name }) => name)).toEqual(chosen);
});

test.each([
  ['a name that is none', () => only.read(['x']), 'expected one of redis; redisCluster; stop, came "x"'],
  ['a number that is none', () => count('', 3).read(['-1']), 'expected a whole number, came "-1"'],
])('%s is refused with what was expected', (_what, read, message) => {
  expect(read).toThrow(message);
});

test('what is not said is as it is unless told', () => {
  expect([count('', 3).read(undefined), count('', undefined).read(undefined), flag('').read(undefined)]).toEqual([
    3,
    undefined,
    false,
  ]);
});

test('an unknown option ends the proof before it begins, with those there are', () => {
  const { status, stderr } = spawnSync(process.execPath, ['dist/bench/chaos/run.js', '--killss'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringMatching(/'--killss'[\s\S]*--kills N/)]);
});
