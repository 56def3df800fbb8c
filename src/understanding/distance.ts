/**
 * Damerau-Levenshtein distance with neighbouring letters swapped as one step, given up beyond `most`.
 * @returns the distance, or most + 1
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) current.push(step(a, b, row, column, before, above, current));
    if (Math.min(...current) > most) return most + 1;
    before = above;
    above = current;
  }
  return above[b.length] ?? most + 1;
}

function step(a: string, b: string, row: number, column: number, before: number[], above: number[], current: number[]) {
  const same = a[row - 1] === b[column - 1] ? 0 : 1;
  const best = Math.min(at(above, column) + 1, at(current, column - 1) + 1, at(above, column - 1) + same);
  const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
  return swapped ? Math.min(best, at(before, column - 2) + 1) : best;
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.MAX_SAFE_INTEGER;
