import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../dialogs/inspect.js';
import { LIMITS as WHATSAPP } from '../../src/channels/whatsapp/limits.js';
import { createFlowSet, loadContent } from '../../src/content/load.js';
import { MAX_DEPTH, MAX_FILE_BYTES } from '../../src/content/yaml.js';

const FLOW = [
  'flow: one',
  'about: A test.',
  'start: a',
  'steps:',
  '  a: { type: say, next: b }',
  '  b: { type: end }',
  '',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

const issuesOf = (file: string) => loadContent(folder).issues.filter((issue) => issue.file === file);

/** Loads one flow file and gives its issues. */
function issuesWith(text: string) {
  write('flows/one.yaml', text);
  return issuesOf('flows/one.yaml');
}

describe('flows', () => {
  test('are read with a version that changes with the file', () => {
    write('flows/one.yaml', FLOW.join('\n'));
    const before = loadContent(folder);
    expect(before.flows.map(({ flow }) => flow)).toEqual(['one']);
    expect(before.versions['one']).toMatch(/^[0-9a-f]{8}$/);
    write('flows/one.yaml', `${FLOW.join('\n')}# a word\n`);
    expect(loadContent(folder).versions['one']).not.toBe(before.versions['one']);
  });

  test('what does not fit the schema is named with line and step', () => {
    const text = FLOW.join('\n').replace('type: end }', 'type: end, next: a }');
    expect(issuesWith(text)).toMatchObject([{ code: 'flow-schema', line: 6, step: 'b', flow: 'one' }]);
    expect(issuesWith(FLOW.join('\n').replace('type: say', 'type: shout'))).toMatchObject([
      { code: 'flow-schema', line: 5, step: 'a' },
    ]);
  });

  test('an inspected issue has its line', () => {
    expect(issuesWith(FLOW.join('\n').replace('next: b', 'next: c'))).toContainEqual(
      expect.objectContaining({ code: 'step-unknown', step: 'a', line: 5 }),
    );
  });

  test('broken YAML is one issue and no crash', () => {
    expect(issuesWith('flow: [one')).toContainEqual(expect.objectContaining({ code: 'yaml-invalid', line: 1 }));
    expect(issuesWith('')).toContainEqual(expect.objectContaining({ code: 'flow-schema' }));
  });

  test.each([
    ['aliases', 'about: &x A test.\nflow: *x'],
    ['merges', 'flow: one\nsteps:\n  <<: { a: b }'],
    ['anchors', 'flow: &x one'],
  ])('%s are refused', (_what, text) => {
    expect(issuesWith(text)[0]).toMatchObject({ code: 'yaml-forbidden' });
  });

  test.each([
    ['too large', `# ${'x'.repeat(MAX_FILE_BYTES)}`],
    ['too deep', `flow: ${'['.repeat(MAX_DEPTH + 1)}${']'.repeat(MAX_DEPTH + 1)}`],
    ['deeper than any stack', '['.repeat(MAX_FILE_BYTES - 1)],
  ])('a file %s is refused', (_what, text) => {
    expect(issuesWith(text)[0]).toMatchObject({ code: 'file-too-large' });
  });

  test('a file and its flow bear one name', () => {
    expect(issuesWith(FLOW.join('\n').replace('flow: one', 'flow: two'))[0]).toMatchObject({
      code: 'flow-misnamed',
      line: 1,
    });
  });
});

describe('texts', () => {
  test('are looked up in exactly one language', () => {
    write('flows/one.yaml', FLOW.join('\n'));
    write('locales/es/one.json', '{ "a": { "text": "hola" } }');
    const { text, issues } = loadContent(folder);
    expect(text('es', 'one:a.text')).toBe('hola');
    expect(text('fr', 'one:a.text')).toBeUndefined();
    expect(text('es', 'one:a.__proto__')).toBeUndefined();
    expect(issues).toContainEqual(
      expect.objectContaining({ code: 'text-missing', file: 'locales/fr/one.json', key: 'one:a.text' }),
    );
  });

  test('an unused text has its line', () => {
    write('flows/one.yaml', FLOW.join('\n'));
    write('locales/es/one.json', '{\n  "a": { "text": "hola" },\n  "c": { "text": "?" }\n}');
    expect(issuesOf('locales/es/one.json')).toMatchObject([{ code: 'text-unused', line: 3, severity: 'warning' }]);
  });

  test('what is no text is named with its line', () => {
    write('flows/one.yaml', FLOW.join('\n'));
    write('locales/es/one.json', '{\n  "a": {\n    "text": 3\n  }\n}');
    expect(issuesOf('locales/es/one.json')[0]).toMatchObject({ code: 'text-odd', line: 3 });
  });
});

describe('texts that belong to no flow', () => {
  const common = (text: string, key = 'killed') => {
    write('locales/es/common.json', '{ "list": { "open": "Ver", "more": "Más" }, "killed": "112" }');
    const lines = { list: { open: 'Tonen', more: 'Meer' }, killed: '112' };
    const tree = key === 'killed' ? { ...lines, killed: text } : { ...lines, list: { ...lines.list, [key]: text } };
    write('locales/nl/common.json', JSON.stringify(tree, null, 2));
    return issuesOf('locales/nl/common.json');
  };

  test('fit their place', () => expect(common('112')).toEqual([]));

  test.each([
    ['killed', 'x'.repeat(4097), 'a message takes 4096', 6],
    ['killed', `{{name}}${'x'.repeat(4095)}`, 'a message takes 4096', 6],
    ['open', 'x'.repeat(21), 'the button that opens a list takes 20', 3],
    ['more', 'x'.repeat(25), 'a row takes 24', 4],
  ])('%s is too long', (key, text, place, line) => {
    expect(common(text, key)).toMatchObject([
      { code: 'text-too-long', language: 'nl', line, message: expect.stringContaining(place) },
    ]);
  });

  test('are missed where a language lacks them', () => {
    expect(common(' ')).toMatchObject([{ code: 'text-missing', key: 'common:killed', line: 6 }]);
  });

  test('name values that somebody gives', () => {
    expect(common('{{nombre}}')).toMatchObject([{ code: 'value-unknown', line: 6 }]);
  });
});

test('texts are held against what WhatsApp takes', () => {
  expect(LIMITS).toMatchObject({
    button: WHATSAPP.buttonTitle,
    buttons: WHATSAPP.buttons,
    row: WHATSAPP.rowTitle,
    choices: WHATSAPP.rows,
    listButton: WHATSAPP.listButton,
    question: WHATSAPP.interactiveBody,
    say: WHATSAPP.textBody,
  });
});

test('an empty folder is a list of what is missing', () => {
  expect(loadContent(folder).issues).toContainEqual(expect.objectContaining({ code: 'flow-missing', flow: 'danger' }));
});

describe('the set of flows', () => {
  test('knows the current and the older versions', () => {
    write('flows/one.yaml', FLOW.join('\n'));
    const content = loadContent(folder);
    const [flow] = content.flows;
    const set = createFlowSet(content, flow ? [{ version: 'before', flow }] : []);
    expect(set.current('one')?.version).toBe(content.versions['one']);
    expect(set.get('one', 'before')?.version).toBe('before');
    expect(set.get('one', 'never')).toBeUndefined();
  });
});

test('the flows and texts of this project are in order', () => {
  expect(loadContent(process.cwd()).issues).toEqual([]);
});
