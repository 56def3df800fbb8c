import { describe, expect, test } from '@jest/globals';
import { isShown, typeOf } from '../../src/media/kinds.js';
import { JPEG, MP4, OGG, PDF, PNG } from '../support/pictures.js';

describe('what a file is, its bytes tell', () => {
  test.each([
    { label: 'a picture', bytes: PNG, declared: 'image/png', type: 'image/png', shown: true },
    {
      label: 'a picture that claims to be a page',
      bytes: JPEG,
      declared: 'text/html',
      type: 'image/jpeg',
      shown: true,
    },
    { label: 'a voice note', bytes: OGG, declared: 'audio/ogg; codecs=opus', type: 'audio/ogg', shown: true },
    { label: 'a film', bytes: MP4, declared: 'video/mp4', type: 'video/mp4', shown: false },
    { label: 'sound in the container of a film', bytes: MP4, declared: 'audio/mp4', type: 'audio/mp4', shown: true },
    { label: 'a document', bytes: PDF, declared: '', type: 'application/pdf', shown: false },
  ])('$label', async ({ bytes, declared, type, shown }) => {
    expect(await typeOf(bytes, declared)).toBe(type);
    expect(isShown(type)).toBe(shown);
  });

  test.each([
    { label: 'a page', bytes: Buffer.from('<!doctype html><script>1</script>') },
    {
      label: 'a drawing with scripts',
      bytes: Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    },
    { label: 'a program', bytes: Buffer.from('MZ\x90\0\x03') },
    { label: 'an archive', bytes: Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1') },
    { label: 'nothing', bytes: Buffer.alloc(0) },
    { label: 'a picture larger than pictures are', bytes: Buffer.concat([PNG, Buffer.alloc(5 * 1024 * 1024)]) },
  ])('$label is refused', async ({ bytes }) => {
    await expect(typeOf(bytes, 'image/png')).rejects.toMatchObject({ code: 'media_refused' });
  });
});
