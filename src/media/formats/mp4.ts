/** Boxes in which programs write what they like: place, device, title. */
const TELLS: readonly string[] = ['udta', 'meta', 'uuid'];
/** Where they stand, from the outside in. */
const HOLDERS: readonly string[] = ['moov', 'trak'];
const HEAD_BYTES = 8;
const LONG_HEAD_BYTES = 16;

/** Film or sound in boxes (ISO 14496-12) with the telling ones made empty, so that nothing moves and all else is found where it was. */
export function bareFilm(bytes: Buffer): Buffer {
  const bare = Buffer.from(bytes);
  empty(bare, HOLDERS);
  return bare;
}

function empty(bytes: Buffer, [holder, ...inner]: readonly string[]): void {
  for (let at = 0; at + HEAD_BYTES <= bytes.length; ) {
    const { head, size } = measure(bytes, at);
    // What follows are no boxes; no player reads it as such.
    if (size < head) return;
    const name = bytes.toString('latin1', at + 4, at + HEAD_BYTES);
    const content = bytes.subarray(at + head, at + size);
    if (TELLS.includes(name)) {
      bytes.write('free', at + 4, 'latin1');
      content.fill(0);
    } else if (name === holder) empty(content, inner);
    at += size;
  }
}

/** A size of 0 reaches to the end, one of 1 stands behind the name. */
function measure(bytes: Buffer, at: number): { head: number; size: number } {
  const size = bytes.readUInt32BE(at);
  if (size === 0) return { head: HEAD_BYTES, size: bytes.length - at };
  if (size !== 1) return { head: HEAD_BYTES, size };
  const isWhole = at + LONG_HEAD_BYTES <= bytes.length;
  return { head: LONG_HEAD_BYTES, size: isWhole ? Number(bytes.readBigUInt64BE(at + HEAD_BYTES)) : 0 };
}
