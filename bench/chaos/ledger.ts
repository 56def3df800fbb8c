import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

type Json = Record<string, unknown>;

/** One message that the platform accepted. */
export interface Posted {
  /** The outbox row, as `biz_opaque_callback_data` names it. */
  row: string;
  number: string;
  /** Everything that she sees and can tap, as JSON. */
  words: string;
  /** Her screen waits for an answer. */
  asks: boolean;
  at: number;
  /** The server process that sent it. */
  generation: string;
  /** The platform's id. */
  id: string;
  /** Accepted, and the answer was thrown away. */
  dropped: boolean;
  /** When a server first took over a status that names it. */
  toldAt?: number;
}

/** How the platform treats one try to send. `drop` accepts and says nothing; the others accept nothing. */
export type Treatment = 'accept' | 'drop' | 'hang' | 'reset' | { status: number; code: number };
/** When its first status is told. */
export type Telling = 'after' | 'before' | 'never';

export interface LedgerOptions {
  port: number;
  phoneNumberId: string;
  /** @param tries how often this row was tried, this one included */
  treat: (row: string, number: string, tries: number) => Treatment;
  tell: () => Telling;
  /** Brings a status to the service; resolves when it was taken over. */
  status: (status: Json) => Promise<void>;
  /** A try that could not be answered is over. */
  released: (number: string) => void;
  now: () => number;
}

/** A status that overtakes the answer gets this long a start. */
const HEAD_START_MS = 30;
/** `delivered` follows `sent` after this. */
const DELIVERED_MS = 1_000;
const PATH = /^\/([^/]+)\/v[\d.]+\/([^/]+)\/messages$/;

/** The Graph API at its leanest, and what every phone was sent, in order. */
export class Ledger {
  readonly origin: string;
  readonly #options: LedgerOptions;
  readonly #server: Server;
  readonly #posted = new Map<string, Posted[]>();
  readonly #tries = new Map<string, number>();
  readonly #waiting = new Map<string, () => void>();
  #ids = 0;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.origin = `http://127.0.0.1:${options.port}`;
    this.#server = createServer(
      (request, response) => void this.#handle(request, response).catch(() => response.destroy()),
    );
    this.#server.keepAliveTimeout = 60_000;
    this.#server.listen(options.port, '127.0.0.1');
  }

  /** What she was sent, repetitions included. */
  posted(number: string): Posted[] {
    return this.#posted.get(number) ?? [];
  }

  everything(): Posted[] {
    return [...this.#posted.values()].flat();
  }

  /** Resolves when `enough` of what she was sent holds, or when the signal ends the wait. @returns whether it held */
  async heard(number: string, enough: (posted: Posted[]) => boolean, signal: AbortSignal): Promise<boolean> {
    while (!enough(this.posted(number))) {
      if (signal.aborted) return false;
      await new Promise<void>((resolve) => {
        this.#waiting.set(number, resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return true;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, generation = '', phone] = PATH.exec(request.url ?? '') ?? [];
    const body = JSON.parse(await read(request)) as Json;
    if (phone !== this.#options.phoneNumberId) return refuse(response, 400, 100);
    const row = String(body['biz_opaque_callback_data'] ?? '');
    const number = String(body['to'] ?? '').replace('+', '');
    const tries = (this.#tries.get(row) ?? 0) + 1;
    this.#tries.set(row, tries);
    const treatment = this.#options.treat(row, number, tries);
    if (treatment === 'accept' || treatment === 'drop')
      return this.#accept({ body, row, number, generation, dropped: treatment === 'drop' }, response);
    response.once('close', () => this.#options.released(number));
    if (treatment === 'reset') response.destroy();
    else if (treatment !== 'hang') refuse(response, treatment.status, treatment.code);
  }

  async #accept(
    { body, ...taken }: { body: Json } & Pick<Posted, 'row' | 'number' | 'generation' | 'dropped'>,
    response: ServerResponse,
  ): Promise<void> {
    const { text, interactive } = body as { text?: Json; interactive?: Json };
    const words = JSON.stringify({ text, interactive });
    this.#ids += 1;
    const id = `wamid.out.${this.#ids}`;
    const posted: Posted = { ...taken, words, asks: interactive !== undefined, at: this.#options.now(), id };
    this.#posted.set(taken.number, [...this.posted(taken.number), posted]);
    const telling = this.#options.tell();
    if (telling === 'before') await Promise.race([this.#tell(posted, 'sent'), pause(HEAD_START_MS)]);
    else if (telling === 'after') void this.#tell(posted, 'sent');
    if (telling !== 'never') setTimeout(() => void this.#tell(posted, 'delivered'), DELIVERED_MS).unref();
    if (taken.dropped) {
      this.#options.released(taken.number);
      response.destroy();
    } else answer(response, 200, { messaging_product: 'whatsapp', messages: [{ id }] });
    this.#waiting.get(taken.number)?.();
  }

  async #tell(posted: Posted, status: 'sent' | 'delivered'): Promise<void> {
    const { id, number, row } = posted;
    const timestamp = String(Math.floor(Date.now() / 1000));
    await this.#options.status({ id, status, timestamp, recipient_id: number, biz_opaque_callback_data: row });
    posted.toldAt ??= this.#options.now();
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function answer(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const refuse = (response: ServerResponse, status: number, code: number) =>
  answer(response, status, { error: { message: '-', type: 'OAuthException', code } });
