/** A picture of one point. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const segment = (marker: number, content: string) => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(content.length + 2);
  return Buffer.concat([Buffer.of(0xff, marker), length, Buffer.from(content, 'latin1')]);
};

const START = Buffer.of(0xff, 0xd8);
const REST = Buffer.concat([segment(0xdb, 'tables'), segment(0xda, 'scan'), Buffer.of(1, 2, 3, 0xff, 0xd9)]);

/** As much of a JPEG as tells what it is. */
export const JPEG = Buffer.concat([START, segment(0xe0, 'JFIF\0'), REST]);
/** The same as a phone writes it, with where it was taken. */
export const JPEG_WITH_PLACE = Buffer.concat([
  START,
  segment(0xe0, 'JFIF\0'),
  segment(0xe1, 'Exif\0\0GPS 50.85 4.35'),
  segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0'),
  REST,
]);

export const OGG = Buffer.concat([
  Buffer.from('OggS\0\x02'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(8),
]);
/** Sound in the container of a film. */
export const MP4 = Buffer.concat([Buffer.of(0, 0, 0, 24), Buffer.from('ftypisom'), Buffer.alloc(12)]);
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n');
