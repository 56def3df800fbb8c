import { createHash } from 'node:crypto';
import { RumboError } from '../../errors.js';
import { type Json, object, string } from '../http/json.js';
import { download } from './download.js';
import type { WhatsAppSettings } from './settings.js';

/** Where the platform keeps files ("Media", Cloud API): the Graph API tells the address, a host of its own has the bytes. */
const HOSTS: readonly string[] = ['graph.facebook.com', 'lookaside.fbsbx.com'];
const MEDIA_ID = /^[\w.-]{1,128}$/;
/** For the address, and for the file itself. */
const TIMEOUT_MS = 20_000;
const MAX_ANSWER_BYTES = 64 * 1024;

const refused = (detail: string) => new RumboError('media_unavailable', detail);

export interface MediaFetchDeps {
  settings: Pick<WhatsAppSettings, 'accessToken' | 'graphUrl'>;
  maxBytes: number;
  timeoutMs?: number;
}

/** Brings files from the platform, and from nowhere else. */
export function createMediaFetch({ settings, maxBytes, timeoutMs = TIMEOUT_MS }: MediaFetchDeps) {
  const graph = new URL(settings.graphUrl);
  const isStandIn = !HOSTS.includes(graph.hostname);

  /** The platform's hosts by https; the stand-in's own address where one is set. */
  function allowed(address: string): URL {
    if (!URL.canParse(address)) throw refused('Expected the address of a file; came none.');
    const url = new URL(address);
    const isReal = url.protocol === 'https:' && HOSTS.includes(url.hostname) && url.port === '';
    if (isReal || (isStandIn && url.origin === graph.origin)) return url;
    throw refused('Expected a host of the platform; came another.');
  }

  const get = (address: string, most: number): Promise<Buffer> => {
    const url = allowed(address);
    const headers = { authorization: `Bearer ${settings.accessToken}` };
    return download(url, { headers, maxBytes: most, timeoutMs, publicOnly: url.origin !== graph.origin || !isStandIn });
  };

  /** @throws RumboError media_unavailable */
  return async ({ id, sha256 }: { id: string; sha256?: string }): Promise<{ bytes: Buffer; declaredType: string }> => {
    if (!MEDIA_ID.test(id)) throw refused("Expected a file's id; came something else.");
    const about = parse(await get(`${settings.graphUrl}/${id}`, MAX_ANSWER_BYTES));
    const bytes = await get(string(about['url']) ?? '', maxBytes);
    if (sha256 !== undefined && !isDigestOf(bytes, sha256))
      throw refused('Expected the file she sent; came other bytes.');
    return { bytes, declaredType: string(about['mime_type']) ?? '' };
  };
}

function parse(answer: Buffer): Json {
  try {
    return object(JSON.parse(answer.toString()));
  } catch {
    throw refused('Expected JSON about a file; came something else.');
  }
}

/** The platform writes digests in base64 in webhooks and in hexadecimal elsewhere. */
function isDigestOf(bytes: Buffer, digest: string): boolean {
  const own = createHash('sha256').update(bytes).digest();
  return digest === own.toString('base64') || digest.toLowerCase() === own.toString('hex');
}
