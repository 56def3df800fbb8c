import { channel } from 'node:diagnostics_channel';

/**
 * Named points on a message's path, from the socket to its settled status. Whoever subscribes to the channel
 * `rumbo:point` (a proof that ends the process there, a trace) is told; otherwise a point costs nothing.
 */
export type Point =
  | `K${1 | 2 | 3 | 4 | 5 | 7 | 8 | 9}`
  | `K1${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9}`
  | `K2${0 | 1 | 2 | 3 | 4}`;

const points = channel('rumbo:point');

/** Says that a message's path came by here. */
export function reached(point: Point): void {
  if (points.hasSubscribers) points.publish(point);
}
