/** Where a text may be parted, best place first: paragraph, line, sentence, word. */
const BREAKS = [/\n{2,}/g, /\n/g, /(?<=[.!?…]) /g, / /g];

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

interface Gap {
  start: number;
  end: number;
}

const gaps = (text: string, pattern: RegExp): Gap[] =>
  [...text.matchAll(pattern)]
    .map(({ index, 0: { length } }) => ({ start: index, end: index + length }))
    .filter(({ start, end }) => start > 0 && end < text.length);

const isLowSurrogate = (unit: number) => unit >= 0xdc00 && unit <= 0xdfff;

/** The nearest place at or before `index` that parts no visible character; a character larger than all room is parted between its code points. */
function characterStart(text: string, index: number): Gap {
  const start = GRAPHEMES.segment(text).containing(index)?.index ?? index;
  const at = start > 0 ? start : index - (isLowSurrogate(text.charCodeAt(index)) ? 1 : 0);
  return { start: at, end: at };
}

function firstOf(text: string, find: (found: Gap[]) => Gap | undefined): Gap | undefined {
  for (const pattern of BREAKS) {
    const gap = find(gaps(text, pattern));
    if (gap !== undefined) return gap;
  }
  return undefined;
}

/** Parts a text into pieces of at most `limit` UTF-16 units (2 or more). Only the blanks at a parting are left out. */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const gap = firstOf(rest, (found) => found.findLast(({ start }) => start <= limit)) ?? characterStart(rest, limit);
    pieces.push(rest.slice(0, gap.start).trimEnd());
    rest = rest.slice(gap.end).trimStart();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

/**
 * Parts a text in two, so that the second part has at most `room` UTF-16 units and begins at the best place.
 * @param room less than the length of the text
 */
export function splitEnd(text: string, room: number): [start: string, end: string] {
  const from = text.length - room;
  const gap = firstOf(text, (found) => found.find(({ end }) => end >= from)) ?? characterEnd(text, from);
  return [text.slice(0, gap.start).trimEnd(), text.slice(gap.end)];
}

function characterEnd(text: string, index: number): Gap {
  const segment = GRAPHEMES.segment(text).containing(index);
  const at = segment === undefined || segment.index === index ? index : segment.index + segment.segment.length;
  return { start: at, end: at };
}
