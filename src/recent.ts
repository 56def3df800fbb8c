/**
 * Remembers what was made lately: the same key gives the same value, and the longest unused is forgotten first.
 * @param most how many are remembered
 */
export function createRecent<K, V>(most: number): (key: K, make: () => V) => V {
  const known = new Map<K, V>();
  return (key, make) => {
    const value = known.has(key) ? (known.get(key) as V) : make();
    known.delete(key);
    known.set(key, value);
    if (known.size > most) known.delete(known.keys().next().value as K);
    return value;
  };
}
