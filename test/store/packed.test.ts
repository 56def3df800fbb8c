import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSealer } from '../../src/sealing/sealer.js';
import { openPacked, sealedPacked } from '../../src/store/packed.js';
import { sealedJson } from '../../src/store/sealed.js';

const sealer = createSealer(randomBytes(32));
const salt = sealer.newSalt();
const there = 'a place';

test('whatever JSON is packed comes out again', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const opened = openPacked(sealer, salt, there, sealedPacked(sealer, salt, there, value));
      expect(JSON.stringify(opened)).toBe(JSON.stringify(value));
    }),
  );
});

test('a session of five messages fits into 175 bytes with its seal', () => {
  const position = (flow: string, version: string, step: string) => ({ flow, version, step });
  const at = 1_795_330_902_906;
  const session = {
    callers: [],
    history: [position('orientation', '602a6aca', 'need'), position('housing', 'dc483e9f', 'kind')],
    slots: { safe: { value: 'yes', at }, need: { value: 'housing', at: at + 31_007 } },
    needs: ['housing'],
    danger: 'none',
    misses: 0,
    offered: ['ilot-femmes-familles', 'belrefugees-sisters-house', 'ilot-circe'],
    path: randomBytes(12).toString('base64url'),
    language: 'es',
    at: position('what-next', '3ed6f6e5', 'choice'),
  };
  const conversation = { session, channel: 'whatsapp', address: { to: '32600000001' }, lastInboundAt: at + 90_000 };
  expect(sealedPacked(sealer, salt, there, conversation).length).toBeLessThan(175);
});

test.each([
  { words: 1, packed: 'AavGcAeSszNz8kt0kzOLklOVYmsB' },
  { words: 2, packed: 'AqvGcAeSs5GapbG1AA==' },
])('what was packed with words $words opens for ever', ({ packed }) => {
  const sealed = sealer.seal(salt, there, Buffer.from(packed, 'base64'));
  expect(openPacked(sealer, salt, there, sealed)).toEqual({ language: 'es', offered: ['ilot-circe'] });
});

test('what an earlier version wrote plainly still opens', () => {
  const value = { language: 'es' };
  expect(openPacked(sealer, salt, there, sealedJson(sealer, salt, there, value))).toEqual(value);
});

test.each([
  [[3, 3, 0]],
  [[1, 255, 255, 255]],
  [[]],
])('what was packed with other words, or cut, is a broken seal', (bytes) => {
  const sealed = sealer.seal(salt, there, Buffer.from(bytes));
  expect(() => openPacked(sealer, salt, there, sealed)).toThrow(expect.objectContaining({ code: 'seal_broken' }));
});
