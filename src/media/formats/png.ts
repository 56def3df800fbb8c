const SIGNATURE_BYTES = 8;
/** Length, name and checksum around a chunk's content. */
const AROUND = 12;
/** Beside the chunks without which there is no picture: transparency, colours, size, movement. */
const NEEDED = /^([A-Z]...|tRNS|gAMA|cHRM|sRGB|iCCP|cICP|sBIT|bKGD|pHYs|acTL|fcTL|fdAT)$/;

/** A PNG up to its end, of its chunks only those that show it. */
export function barePicture(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, SIGNATURE_BYTES)];
  let name = '';
  for (let at = SIGNATURE_BYTES; at + AROUND <= bytes.length && name !== 'IEND'; ) {
    const end = at + AROUND + bytes.readUInt32BE(at);
    name = bytes.toString('latin1', at + 4, at + 8);
    if (NEEDED.test(name)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
