import { barePicture as bareJpeg } from './formats/jpeg.js';
import { bareFilm } from './formats/mp4.js';
import { barePicture as barePng } from './formats/png.js';
import { barePicture as bareWebp } from './formats/webp.js';

/** What phones write places into, by what the bytes are. GIF, other sound and documents stay as they are. */
const BARE: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  'image/jpeg': bareJpeg,
  'image/png': barePng,
  'image/webp': bareWebp,
  'video/mp4': bareFilm,
  'video/3gpp': bareFilm,
  'audio/mp4': bareFilm,
  'audio/x-m4a': bareFilm,
};

/**
 * A file without what a phone writes into it about place, time and device. Of pictures only what is needed to show them
 * is kept, so that nothing unknown comes along. @param type as `typeOf` found it
 */
export function withoutPlace(bytes: Buffer, type: string): Buffer {
  return BARE[type]?.(bytes) ?? bytes;
}
