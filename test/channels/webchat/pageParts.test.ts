import { describe, expect, test } from '@jest/globals';
import { toPieces } from '../../../web/chat/links.js';
import { onThreeShifts } from '../../../web/chat/shifts.js';
import { createEventReader } from '../../../web/chat/sse.js';

const LINES = ['112', '101', '1712', '116000'];

describe('links in a message', () => {
  const links = (text: string) => toPieces(text, LINES).flatMap((piece) => piece.href ?? []);

  test.each([
    ['Llama al 112.', ['tel:112']],
    ['112/101', ['tel:112', 'tel:101']],
    ['112 o 101, gratis', ['tel:112', 'tel:101']],
    ['1712 (de 9:00 a 17:00)', ['tel:1712']],
    ['Child Focus: 116 000', ['tel:116000']],
    ['0800 30 030', ['tel:080030030']],
    ['0800/30.030, de noche 107', ['tel:080030030']],
    ['+32 2 539 27 44', ['tel:+3225392744']],
    ['02 539 27 44 · 0470 12 34 56', ['tel:025392744', 'tel:0470123456']],
    ['https://example.org/a?b=1.', ['https://example.org/a?b=1']],
    ['(https://example.org/)', ['https://example.org/']],
    ['Visto el 01/02/2026 10:00', []],
    ['1000 Bruselas, 2060 Amberes', []],
    ['Cuesta 112 € o 112,50', []],
    ['Son 1.112 personas en 2026', []],
    ['http://example.org javascript:alert(1)', []],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test('no word is lost or changed', () => {
    const text = 'Llama al 112, mira https://example.org/ñ y di «hola».\n0800 30 030';
    expect(
      toPieces(text, LINES)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

describe('Shift three times', () => {
  const pressed = (...keys: [string, number][]) => {
    let left = 0;
    const watch = onThreeShifts(() => {
      left += 1;
    });
    for (const [key, at] of keys) watch(key, false, at);
    return left;
  };

  test('within five seconds leaves', () => {
    expect(pressed(['Shift', 0], ['Shift', 2000], ['Shift', 4900])).toBe(1);
  });

  test('more slowly does not', () => {
    expect(pressed(['Shift', 0], ['Shift', 3000], ['Shift', 6000])).toBe(0);
  });

  test('with another key between does not', () => {
    expect(pressed(['Shift', 0], ['Shift', 1], ['a', 2], ['Shift', 3])).toBe(0);
  });
});

test('events are read however their bytes are cut', () => {
  const whole = ':\n\nevent: activities\ndata: {"a":1}\n\n:\n\nevent: end\ndata: {}\n\n';
  for (let cut = 0; cut <= whole.length; cut += 1) {
    const read = createEventReader();
    const events = [...read(whole.slice(0, cut)), ...read(whole.slice(cut))];
    expect(events.map(({ event, data }) => event + data)).toEqual(['activities{"a":1}', 'end{}']);
  }
});
