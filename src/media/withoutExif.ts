const SEGMENT = 0xff;
const START = 0xd8;
/** From here on the picture itself follows. */
const SCAN = 0xda;
/** Where and when a picture was taken, and with which phone (Exif, XMP). */
const APP1 = 0xe1;

/**
 * A JPEG without what a phone writes into it about place, time and device. Anything else, also a JPEG that is not built
 * as it should be, comes back as it was.
 */
export function withoutExif(bytes: Buffer): Buffer {
  if (bytes[0] !== SEGMENT || bytes[1] !== START) return bytes;
  const kept: Buffer[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === SEGMENT && bytes[at + 1] !== SCAN) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (bytes[at + 1] !== APP1) kept.push(bytes.subarray(at, end));
    at = end;
  }
  const isWhole = bytes[at] === SEGMENT && bytes[at + 1] === SCAN;
  return isWhole ? Buffer.concat([...kept, bytes.subarray(at)]) : bytes;
}
