import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { INTERFACE_LANGUAGES, type InterfaceLanguage, sayIn } from '../../web/console/texts.js';

const file = join(import.meta.dirname, '../../src/understanding/danger/rules.yaml');
const { rules } = parse(readFileSync(file, 'utf8')) as { rules: { id: string }[] };

test.each(
  Object.keys(INTERFACE_LANGUAGES),
)('coordinators read in %s why a case is urgent, whatever rule says so', (language) => {
  const say = sayIn(language as InterfaceLanguage);
  const wordless = [...rules.map(({ id }) => id), 'examples'].filter((id) => say.tag('why', id) === id);
  expect(wordless).toEqual([]);
});
