import { fileTypeFromBuffer } from 'file-type';
import { RumboError } from '../errors.js';

const MEGABYTE = 1024 * 1024;

/** What coordinators may open, at most so large. Sizes are WhatsApp's own ("Media", Cloud API), documents less: they are kept. */
const LIMITS = { image: 5 * MEGABYTE, audio: 16 * MEGABYTE, video: 16 * MEGABYTE, document: 16 * MEGABYTE } as const;
type Kind = keyof typeof LIMITS;

/** No file is larger: where a download is broken off. */
export const MAX_MEDIA_BYTES = Math.max(...Object.values(LIMITS));

/** Types by what the bytes are. Nothing that a browser runs is among them. */
const KINDS: Readonly<Record<string, Kind>> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'image/gif': 'image',
  'audio/ogg': 'audio',
  'audio/mpeg': 'audio',
  'audio/mp4': 'audio',
  'audio/x-m4a': 'audio',
  'audio/aac': 'audio',
  'audio/amr': 'audio',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'application/pdf': 'document',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'document',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'document',
  'application/vnd.oasis.opendocument.text': 'document',
};

/** True where a page may show it in its place: pictures and sound. */
export const isShown = (contentType: string): boolean =>
  KINDS[contentType] === 'image' || KINDS[contentType] === 'audio';

/**
 * What a file is, decided by its bytes.
 * @param declaredType what its sender says: it only tells sound from film where both come in the same container
 * @throws RumboError media_refused for a type that is not on the list, or a file larger than its kind may be
 */
export async function typeOf(bytes: Buffer, declaredType: string): Promise<string> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime.split(';', 1)[0] ?? 'unknown';
  const type = mime === 'video/mp4' && declaredType.startsWith('audio/') ? 'audio/mp4' : mime;
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (!kind) throw new RumboError('media_refused', `Expected a picture, sound, video or document; came ${type}.`);
  if (bytes.length > LIMITS[kind])
    throw new RumboError('media_refused', `Expected at most ${LIMITS[kind]} bytes of ${kind}; came ${bytes.length}.`);
  return type;
}
