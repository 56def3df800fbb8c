import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'restify';
import { WebSocketServer } from 'ws';
import { admit } from './access.js';
import type { DirectLineDeps } from './deps.js';
import { notFound, queryOf, Refused, toReply } from './http.js';
import { readWatermark } from './outgoing.js';
import { GOING_AWAY, streamToSocket } from './socketStream.js';
import type { StreamCounter } from './streamCounter.js';
import type { Grant } from './tokens.js';

const STREAM = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream(?:\?|$)/;
/** Longest message taken, in bytes: a client has nothing to say here. */
const MAX_PAYLOAD = 1024;
/** At a stop a client has so long to answer that its stream ends; then it is cut off. */
const GOODBYE_MS = 1_000;

/** Answers an upgrade that is refused, in HTTP still. */
function refuse(socket: Duplex, error: unknown): void {
  const { status, headers = {} } = toReply(error);
  const lines = Object.entries({ ...headers, 'Content-Length': '0', Connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  // Whoever never closes its own side must not keep the connection.
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n`);
}

/**
 * What a ticket grants, once. It stands in an address, which may be written down on its way, and is worth nothing then.
 * @throws Refused 403 for a ticket that is expired, altered or used
 */
async function redeem(ticket: string | undefined, { tokens, useTicket }: DirectLineDeps): Promise<Grant> {
  const found = ticket === undefined ? undefined : await tokens.verifyTicket(ticket);
  if (found && (await useTicket(found.id))) return found.grant;
  throw new Refused(403, 'TokenExpired', 'Ticket missing, used or expired');
}

/** Serves the stream of a conversation over websocket, at the address given with its token. @returns how to end all */
export function mountSockets(server: Server, deps: DirectLineDeps, streams: StreamCounter): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false });
  let closing = false;

  async function enter(request: IncomingMessage) {
    const address = STREAM.exec(request.url ?? '');
    if (!address) throw notFound();
    const grant = await admit(request, await redeem(queryOf(request, 't'), deps), deps);
    if (grant.conversationId !== address[1]) throw notFound();
    if (closing) throw new Refused(503, 'ServiceUnavailable', 'The service is about to stop. Try again.');
    return grant;
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const grant = await enter(request);
    if (socket.destroyed) return;
    // The connection, not the stream, is counted: a handshake that fails closes it too.
    socket.once('close', streams.enter(grant.conversationId));
    const after = readWatermark(queryOf(request, 'watermark'));
    sockets.handleUpgrade(request, socket, head, (stream) => streamToSocket(deps, grant, after, stream));
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      if (!(error instanceof Refused)) deps.onError?.(error);
      refuse(socket, error);
    });
  });
  return {
    close() {
      closing = true;
      for (const stream of sockets.clients) {
        stream.close(GOING_AWAY);
        const late = setTimeout(() => stream.terminate(), GOODBYE_MS);
        stream.once('close', () => clearTimeout(late));
      }
    },
  };
}
