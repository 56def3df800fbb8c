import * as z from 'zod';
import type { Place } from '../../dialogs/meaning.js';
import { REGIONS } from '../../dialogs/terms.js';

export const pointsSchema = z.strictObject({
  farthest_km: z.number().positive(),
  points: z.array(
    z.strictObject({
      city: z.string(),
      region: z.enum(REGIONS),
      postcode: z.string().regex(/^\d{4}$/),
      at: z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]),
    }),
  ),
});

const KM_PER_DEGREE = 111.2;

/** @returns the place of a pin by the nearest town centre; undefined outside the country */
export function createPlaceAt(facts: unknown): (latitude: number, longitude: number) => Place | undefined {
  const { points, farthest_km: farthest } = pointsSchema.parse(facts);
  return (latitude, longitude) => {
    const nearest = points
      .map((point) => ({ point, km: distanceKm([latitude, longitude], point.at) }))
      .reduce((best, one) => (one.km < best.km ? one : best));
    if (!(nearest.km <= farthest)) return undefined;
    const { region, city, postcode } = nearest.point;
    return { region, city, postcode };
  };
}

/** Flat-earth distance; within one small country its error is far below the distance of two towns. */
function distanceKm([lat1, lon1]: [number, number], [lat2, lon2]: [number, number]): number {
  const x = (lon2 - lon1) * Math.cos(((lat1 + lat2) / 2) * (Math.PI / 180));
  return Math.hypot(x, lat2 - lat1) * KM_PER_DEGREE;
}
