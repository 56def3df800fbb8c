/** What a data file holds: text by name, one or more levels deep. */
export interface Blocks {
  [name: string]: string | Blocks;
}

const NAMED = /^( *)([\w-]+(?: [\w-]+)*):(?: (.*))?$/;

/**
 * Reads the plain part of YAML that the word lists are written in: names, text after a colon, and blocks of lines
 * after `|`. Ten times as fast as a whole YAML reader, which start-up would wait for.
 * @returns undefined where the file uses more of YAML than that
 */
export function readBlocks(text: string): Blocks | undefined {
  const lines = text.split('\n');
  const root: Blocks = {};
  const open: { indent: number; into: Blocks }[] = [{ indent: -1, into: root }];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const [, space = '', name = '', value = ''] = NAMED.exec(line) ?? [];
    if (name === '' || /^[[{"'&*>!]/.test(value) || / #/.test(value)) return undefined;
    while ((open.at(-1)?.indent ?? -1) >= space.length) open.pop();
    const into = open.at(-1)?.into ?? root;
    if (value === '|') {
      const end = endOfBlock(lines, at + 1, space.length);
      into[name] = lines.slice(at + 1, end).join('\n');
      at = end - 1;
    } else if (value === '') {
      const inner: Blocks = {};
      into[name] = inner;
      open.push({ indent: space.length, into: inner });
    } else into[name] = value;
  }
  return root;
}

function endOfBlock(lines: readonly string[], start: number, indent: number): number {
  const deeper = ' '.repeat(indent + 1);
  let end = start;
  while (end < lines.length && (lines[end]?.startsWith(deeper) || lines[end]?.trim() === '')) end++;
  return end;
}
