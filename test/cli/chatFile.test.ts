import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { formatChat, parseChat } from '../../src/cli/chatFile.js';
import { chatFiles } from '../../src/cli/replay.js';

const head = 'clock=2026-01-15T10:00:00Z\n\n';

describe('chat files', () => {
  test('what is written reads the same', () => {
    for (const file of chatFiles('test/transcripts')) {
      const content = readFileSync(file, 'utf8');
      expect(formatChat(parseChat(content))).toBe(content);
    }
  });

  test.each([
    ['a text', 'user: hola', { act: 'text', text: 'hola' }],
    ['a text of two lines', 'user: hola\nqué tal', { act: 'text', text: 'hola\nqué tal' }],
    ['a tap', 'user: [Tap=need:mental-health]', { act: 'tap', slot: 'need', value: 'mental-health' }],
    ['a voice note', 'user: [Attachment=audio]', { act: 'media', medium: 'audio' }],
    ["chatdown's milliseconds", 'user: [Delay=3000]', { act: 'delay', ms: 3_000 }],
    ['days', 'user: [Delay=3d]', { act: 'delay', ms: 259_200_000 }],
  ])('%s', (_label, line, expected) => {
    expect(parseChat(head + line).lines[0]).toMatchObject(expected);
  });

  test('what the bot says may have choices or be a card', () => {
    const { lines } = parseChat(`${head}bot: ¿Sí?\n[Choices=safe:yes|safe:no]\nbot: [Service=unia]`);
    expect(lines).toMatchObject([{ text: '¿Sí?', choices: ['safe:yes', 'safe:no'] }, { service: 'unia' }]);
  });

  test.each([
    ['a line that is nothing', 'hola\n', /Line 1: expected "name=value"/],
    ['a delay without a number', `${head}user: [Delay=soon]`, /Line 3: expected a delay/],
    ['a card said by her', `${head}user: [Service=unia]`, /Line 3: \[Service=…\] stands behind "bot:" only/],
  ])('%s is named with its line', (_label, content, message) => {
    expect(() => parseChat(content)).toThrow(message);
  });
});
