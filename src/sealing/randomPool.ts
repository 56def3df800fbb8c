import { randomBytes } from 'node:crypto';

/** Random bytes are asked for in bulk: one call to the system serves so many. */
const AT_ONCE = 512;

/** Makes random values of one size, none of which is given out twice. @param size bytes of each */
export function createRandomPool(size: number): () => Buffer {
  let pool = Buffer.alloc(0);
  return () => {
    if (pool.length === 0) pool = randomBytes(size * AT_ONCE);
    const value = pool.subarray(0, size);
    pool = pool.subarray(size);
    return value;
  };
}
