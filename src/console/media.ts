import type { ServerResponse } from 'node:http';
import { RumboError } from '../errors.js';
import type { OpenedMedia } from '../media/contract.js';
import { isShown } from '../media/kinds.js';
import { idOf } from './cases.js';
import { Refused } from './refusals.js';
import { ANSWERED, type Call, type ClosedCall, type Parts, type Route } from './route.js';

/** Ten digits name more lines than a conversation can have. */
const LINE = /^[1-9]\d{0,9}$/;
/** The file alone: it may show itself, run nothing, and reach nothing. */
const POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'none'; sandbox";

function lineOf({ params }: Call): number {
  const line = params['line'] ?? '';
  if (!LINE.test(line)) throw new Refused('not_found');
  return Number(line);
}

/** What a file is refused for is no failure of the service. */
function asRefusal(failure: unknown): unknown {
  if (!(failure instanceof RumboError)) return failure;
  if (failure.code === 'media_refused') return new Refused('media_refused');
  return failure.code === 'media_unavailable' ? new Refused('media_gone') : failure;
}

function sendFile(response: ServerResponse, { contentType, bytes }: OpenedMedia): void {
  const place = isShown(contentType) ? 'inline' : 'attachment';
  // A name of ours: hers may name somebody.
  response.setHeader('content-disposition', `${place}; filename="file.${contentType.split(/[/.]/).at(-1)}"`);
  response.setHeader('content-security-policy', POLICY);
  response.setHeader('content-type', contentType);
  response.setHeader('content-length', bytes.length);
  response.end(bytes);
}

/** What she sent, for whoever may read her case. Each opening is written to the audit list before it is done. */
export function mediaRoutes({ audit, openMedia }: Parts): Route[] {
  async function open(call: ClosedCall): Promise<typeof ANSWERED> {
    const [id, line] = [idOf(call), lineOf(call)];
    await audit.record(call.login.account.id, 'media-opened', id);
    const media = await openMedia(id, line).catch((failure: unknown) => {
      throw asRefusal(failure);
    });
    if (!media) throw new Refused('not_found');
    sendFile(call.response, media);
    return ANSWERED;
  }
  return [{ method: 'get', path: 'cases/:id/media/:line', needs: 'login', run: open }];
}
