import { describe, expect, test } from '@jest/globals';
import { withoutPlace } from '../../src/media/withoutPlace.js';
import { JPEG, JPEG_WITH_PLACE, MP4, PDF, PNG } from '../support/pictures.js';

const text = (words: string) => Buffer.from(words, 'latin1');
const number = (value: number, littleEndian = false) => {
  const bytes = Buffer.alloc(4);
  if (littleEndian) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
};
const PLACE = text('GPS 50.85 4.35');

const pngChunk = (name: string) => Buffer.concat([number(PLACE.length), text(name), PLACE, number(0)]);
const PNG_WITH_PLACE = Buffer.concat([
  PNG.subarray(0, 33),
  ...['eXIf', 'iTXt', 'tEXt', 'zTXt', 'prIv'].map(pngChunk),
  PNG.subarray(33),
  PLACE,
]);

const chunk = (name: string, content: Buffer) => Buffer.concat([text(name), number(content.length, true), content]);
const riff = (...chunks: Buffer[]) => chunk('RIFF', Buffer.concat([text('WEBP'), ...chunks]));
const head = (flags: number) => chunk('VP8X', Buffer.of(flags, 0, 0, 0, 0, 0, 0, 0, 0, 0));
const image = chunk('VP8 ', Buffer.of(1, 2, 3, 4));
const WEBP_WITH_PLACE = riff(head(0x1c), image, chunk('EXIF', PLACE), chunk('XMP ', PLACE));

const box = (name: string, ...inside: Buffer[]) => {
  const content = Buffer.concat(inside);
  return Buffer.concat([number(content.length + 8), text(name), content]);
};
const long = (name: string, content: Buffer) =>
  Buffer.concat([number(1), text(name), number(0), number(content.length + 16), content]);
const film = (name: string, inside: Buffer) =>
  Buffer.concat([
    MP4,
    box('moov', box('mvhd', text('x')), box('trak', box('mdia', text('y')), box(name, inside)), box(name, inside)),
    long(name, inside),
    box('mdat', text('picture and sound')),
  ]);
const NOTHING = Buffer.alloc(PLACE.length);

describe('what a phone wrote about a place is taken out, and nothing that shows the file', () => {
  test.each([
    ['a JPEG', 'image/jpeg', JPEG_WITH_PLACE, JPEG],
    ['a JPEG with a second picture behind it', 'image/jpeg', Buffer.concat([JPEG, JPEG_WITH_PLACE]), JPEG],
    ['a JPEG filled up between its parts', 'image/jpeg', fill(JPEG_WITH_PLACE), JPEG],
    ['a PNG', 'image/png', PNG_WITH_PLACE, PNG],
    ['a WebP', 'image/webp', WEBP_WITH_PLACE, riff(head(0x10), image)],
    ['a film', 'video/mp4', film('udta', PLACE), film('free', NOTHING)],
    ['a film of another phone', 'video/mp4', film('meta', PLACE), film('free', NOTHING)],
    ['a film of an old phone', 'video/3gpp', film('uuid', PLACE), film('free', NOTHING)],
    ['sound', 'audio/mp4', film('udta', PLACE), film('free', NOTHING)],
  ])('%s', (_label, type, before, after) => {
    expect(before.includes('GPS')).toBe(true);
    expect(withoutPlace(before, type)).toEqual(after);
  });

  test.each([
    ['a picture without it', JPEG, 'image/jpeg'],
    ['a picture of another kind', PNG, 'image/png'],
    ['a film', MP4, 'video/mp4'],
    ['a document', PDF, 'application/pdf'],
  ])('%s stays as it is', (_label, bytes, type) => {
    expect(withoutPlace(bytes, type)).toEqual(bytes);
  });
});

test.each([
  ['image/jpeg', JPEG_WITH_PLACE],
  ['image/png', PNG_WITH_PLACE],
  ['image/webp', WEBP_WITH_PLACE],
  ['video/mp4', film('udta', PLACE)],
])('%s cut off anywhere, or with lengths that lead nowhere, harms nobody and tells no place', (type, whole) => {
  for (let length = 12; length < whole.length; length += 1) {
    expect(withoutPlace(whole.subarray(0, length), type).includes('GPS')).toBe(false);
    const wrong = Buffer.from(whole);
    wrong[length] = 0;
    expect(() => withoutPlace(wrong, type)).not.toThrow();
  }
});

/** Signs may be repeated before each segment. */
function fill(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf(Buffer.of(0xff, 0xe1));
  return Buffer.concat([jpeg.subarray(0, at), Buffer.of(0, 0xff, 0xff), jpeg.subarray(at)]);
}
