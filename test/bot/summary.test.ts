import { expect, test } from '@jest/globals';
import { newSession } from '../../dialogs/session.js';
import { LANGUAGES, NEEDS } from '../../dialogs/terms.js';
import { summaryText } from '../../src/bot/summary.js';
import { partsOfTests } from '../support/transcripts.js';

const at = Date.parse('2026-01-15T10:00:00Z');
const TELLING = /violen|geweld|abus|agres|maltr|suicid/i;

const write = async (language: (typeof LANGUAGES)[number], need: (typeof NEEDS)[number], services: string[]) => {
  const session = { ...newSession('p'), slots: { need: { value: need, at } } };
  const deps = { ...(await partsOfTests()), day: () => '15/01/2026' };
  return summaryText(services, { language, at, session, personAsked: true }, deps);
};

test.each(
  LANGUAGES.flatMap((language) => NEEDS.map((need) => [language, need] as const)),
)('in %s a summary about %s begins with nothing telling and has every part', async (language, need) => {
  const text = await write(language, need, ['cpvcf-bruxelles', 'caw']);
  expect(text.slice(0, 60)).not.toMatch(TELLING);
  expect(text).toContain('☎ 0800 13 500');
  expect(text.split('\n\n')).toHaveLength(3);
  expect(text).not.toMatch(/undefined|{{/);
});

test('is one message, however many services she saw: whole lines only', async () => {
  const text = await write(
    'nl',
    'housing',
    Array.from({ length: 200 }, () => 'caw'),
  );
  expect(text.length).toBeLessThanOrEqual(4_096);
  expect(text.trimEnd().endsWith('"hallo".')).toBe(true);
});
