import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createSealer } from '../../src/sealing/sealer.js';

const key = Buffer.alloc(32, 1);
const otherKey = Buffer.alloc(32, 2);
const sealer = createSealer(key);
const BROKEN = expect.objectContaining({ code: 'seal_broken' });
const bytes = fc.uint8Array({ maxLength: 2_000 }).map((one) => Buffer.from(one));

describe('a sealed value', () => {
  test('opens to what was sealed, also after a restart', () => {
    fc.assert(
      fc.property(bytes, fc.string(), (plain, place) => {
        const salt = sealer.newSalt();
        expect(createSealer(key).open(salt, place, sealer.seal(salt, place, plain))).toEqual(plain);
      }),
    );
  });

  test('does not open with any one bit changed, nor cut', () => {
    const salt = sealer.newSalt();
    const sealed = sealer.seal(salt, 'here', Buffer.from('words'));
    const changes = fc.record({ at: fc.nat(sealed.length - 1), bit: fc.nat(7) });
    fc.assert(
      fc.property(changes, ({ at, bit }) => {
        const changed = Buffer.from(sealed);
        changed.writeUInt8(changed.readUInt8(at) ^ (1 << bit), at);
        expect(() => sealer.open(salt, 'here', changed)).toThrow(BROKEN);
        expect(() => sealer.open(salt, 'here', sealed.subarray(0, at))).toThrow(BROKEN);
      }),
    );
  });

  const elsewhere: [string, () => Buffer][] = [
    ['in another place', () => sealer.open(salt, 'there', sealed)],
    ['under another salt', () => sealer.open(sealer.newSalt(), 'here', sealed)],
    ['with another store key', () => createSealer(otherKey).open(salt, 'here', sealed)],
  ];
  const salt = sealer.newSalt();
  const sealed = sealer.seal(salt, 'here', Buffer.from('words'));
  test.each(elsewhere)('does not open %s', (_where, open) => {
    expect(open).toThrow(BROKEN);
  });

  test('shows nothing of the words, and looks different each time', () => {
    const again = sealer.seal(salt, 'here', Buffer.from('words'));
    expect(again.equals(sealed)).toBe(false);
    expect(sealed.includes('words')).toBe(false);
  });

  test('opens after thousands of other conversations', () => {
    for (let others = 0; others < 6_000; others += 1) sealer.seal(sealer.newSalt(), 'here', Buffer.from('x'));
    expect(sealer.open(salt, 'here', sealed).toString()).toBe('words');
  });

  test('stays readable for later versions: format, key id, nonce, words, tag', () => {
    const kept = 'AY3DG4MEBAQEBAQEBAQEBASl+D9znPKSQXxJKp7pnS1oZ2miWw==';
    const fixed = createSealer(key).open(Buffer.alloc(16, 3), 'session:1', Buffer.from(kept, 'base64'));
    expect(fixed.toString()).toBe('hola');
  });
});

describe('a look-up', () => {
  test('is the same for the same value under the same key only', () => {
    expect(createSealer(key).lookup('identity', 'a')).toBe(sealer.lookup('identity', 'a'));
    expect(createSealer(otherKey).lookup('identity', 'a')).not.toBe(sealer.lookup('identity', 'a'));
  });

  test('differs by value and by purpose, and their border cannot be moved', () => {
    const ways = [
      ['identity', 'a'],
      ['identity', 'b'],
      ['message', 'a'],
      ['identitya', ''],
    ] as const;
    expect(new Set(ways.map(([purpose, value]) => sealer.lookup(purpose, value))).size).toBe(ways.length);
  });

  test('is 43 characters that go into a key or an address', () => {
    expect(sealer.lookup('identity', randomBytes(100).toString('hex'))).toMatch(/^[\w-]{43}$/);
  });
});

test('salts are 16 random bytes', () => {
  const salts = Array.from({ length: 100 }, () => sealer.newSalt());
  expect(new Set(salts.map((one) => one.toString('hex'))).size).toBe(100);
  expect(salts.every((one) => one.length === 16)).toBe(true);
});
