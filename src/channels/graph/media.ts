import { createHash } from 'node:crypto';

/** A file on the platform. */
export interface Media {
  id: string;
  contentType: string;
  bytes: Buffer;
  /** SHA-256 in base64, as webhooks tell it. */
  sha256: string;
}

export type MediaKind = 'audio' | 'image' | 'video' | 'document' | 'sticker';

const MEBIBYTE = 1024 * 1024;
/** Largest files by kind, in bytes (whatsapp.md 1.4). */
export const MEDIA_LIMITS: Readonly<Record<MediaKind, number>> = {
  image: 5 * MEBIBYTE,
  audio: 16 * MEBIBYTE,
  video: 16 * MEBIBYTE,
  document: 100 * MEBIBYTE,
  sticker: 500 * 1024,
};

/** An address to download from is good for five minutes. */
const ADDRESS_MS = 5 * 60_000;
/** The oldest files go when there are more. */
const MAX_FILES = 200;

/** The files that phones sent, each with addresses that soon run out. */
export class MediaShelf {
  readonly #files = new Map<string, Media>();
  readonly #addresses = new Map<string, { id: string; until: number }>();
  readonly #newId: () => string;
  #last = 1_000_000_000_000_000;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  add(contentType: string, bytes: Buffer): Media {
    this.#last += 1;
    const media = { id: String(this.#last), contentType, bytes, sha256: hash(bytes, 'base64') };
    this.#files.set(media.id, media);
    const [oldest] = this.#files.keys();
    if (this.#files.size > MAX_FILES && oldest !== undefined) this.#files.delete(oldest);
    return media;
  }

  find(id: string): Media | undefined {
    return this.#files.get(id);
  }

  /** What the API tells of a file. @param origin where the file is to be fetched */
  describe({ id, contentType, bytes }: Media, origin: string, now: number): object {
    const key = this.#newId();
    for (const [old, { until }] of this.#addresses) if (until < now) this.#addresses.delete(old);
    this.#addresses.set(key, { id, until: now + ADDRESS_MS });
    return {
      messaging_product: 'whatsapp',
      url: `${origin}/media/${key}`,
      mime_type: contentType,
      sha256: hash(bytes, 'hex'),
      file_size: bytes.length,
      id,
    };
  }

  /** The file behind an address that has not run out. */
  at(key: string, now: number): Media | undefined {
    const address = this.#addresses.get(key);
    return address && address.until >= now ? this.find(address.id) : undefined;
  }
}

const hash = (bytes: Buffer, encoding: 'hex' | 'base64') => createHash('sha256').update(bytes).digest(encoding);
