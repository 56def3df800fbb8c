const SIGN = 0xff;
/** The picture itself follows. */
const SCAN = 0xda;
const END = 0xd9;
const COMMENT = 0xfe;
/** Segments that programs add (0xe0 to 0xef), and the beginning of those that a picture's colours need. */
const ADDED = 0xe0;
const NEEDED: Readonly<Record<number, string>> = { 224: 'JFIF\0', 226: 'ICC_PROFILE\0', 238: 'Adobe' };

/** A sign that stands in the picture's own data: an escaped byte, or one of eight marks to go on by. */
const isData = (next = 0) => next === 0 || (next >= 0xd0 && next <= 0xd7);

function isNeeded(marker: number, content: Buffer): boolean {
  if (marker === COMMENT) return false;
  if (marker >> 4 !== ADDED >> 4) return true;
  const beginning = NEEDED[marker];
  return beginning !== undefined && content.toString('latin1', 0, beginning.length) === beginning;
}

/** Where the next segment begins; what stands before it belongs to no segment. */
function nextSegment(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(SIGN, from); at >= 0; at = bytes.indexOf(SIGN, at + 1))
    if (!isData(bytes[at + 1]) && bytes[at + 1] !== SIGN) return at;
  return bytes.length;
}

/** A JPEG up to its end, of its segments only those that show it. What comes after the end is a second picture, or more of the same. */
export function barePicture(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)];
  let at = nextSegment(bytes, 2);
  while (at + 4 <= bytes.length && bytes[at + 1] !== END) {
    const marker = bytes[at + 1] ?? 0;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const next = nextSegment(bytes, end);
    if (isNeeded(marker, bytes.subarray(at + 4, end))) kept.push(bytes.subarray(at, marker === SCAN ? next : end));
    at = next;
  }
  return Buffer.concat([...kept, Buffer.of(SIGN, END)]);
}
