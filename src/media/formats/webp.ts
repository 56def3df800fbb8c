/** `RIFF`, the length of what follows, `WEBP`. */
const START_BYTES = 12;
const HEAD_BYTES = 8;
const NEEDED: readonly string[] = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP'];
/** The bits of the extended head that announce Exif and XMP. */
const TELLS = 0x08 | 0x04;

/** A WebP of whose chunks only those are left that show it. */
export function barePicture(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, START_BYTES)];
  for (let at = START_BYTES; at + HEAD_BYTES <= bytes.length; ) {
    const size = bytes.readUInt32LE(at + 4);
    // A chunk of odd length is followed by one more byte.
    const end = at + HEAD_BYTES + size + (size % 2);
    if (NEEDED.includes(bytes.toString('latin1', at, at + 4))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  const bare = Buffer.concat(kept);
  bare.writeUInt32LE(bare.length - HEAD_BYTES, 4);
  if (bare.toString('latin1', START_BYTES, START_BYTES + 4) === 'VP8X' && bare.length > START_BYTES + HEAD_BYTES)
    bare[START_BYTES + HEAD_BYTES] = (bare[START_BYTES + HEAD_BYTES] ?? 0) & ~TELLS;
  return bare;
}
