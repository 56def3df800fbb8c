import type { ServerResponse } from 'node:http';
import type { Desk } from '../handoff/contract.js';
import { Refused } from './refusals.js';
import type { Waiting } from './wire.js';

/** Open windows of one person. */
export const MAX_STREAMS = 6;
/** Keeps proxies from closing a quiet stream, and finds logins that ended meanwhile. Milliseconds. */
export const HEARTBEAT_MS = 25_000;

/** Server-sent events that tell open consoles "look again", so that they sound. They carry counts, never content. */
export interface Events {
  /** @param stillIn asked at each heartbeat; false ends the stream @throws Refused too_many_windows */
  open(accountId: string, response: ServerResponse, stillIn: () => Promise<boolean>): Promise<void>;
  /** Tells every stream to look again. */
  announce(): void;
  closeAll(): void;
}

interface Stream {
  accountId: string;
  response: ServerResponse;
  timer: NodeJS.Timeout;
}

async function countWaiting(desk: Desk): Promise<Waiting> {
  const cases = (await desk.queue()).filter(({ state }) => state === 'waiting');
  return { waiting: cases.length, urgent: cases.filter(({ urgency }) => urgency === 'high').length };
}

const asEvent = (waiting: Waiting) => `event: queue\ndata: ${JSON.stringify(waiting)}\n\n`;

export function createEvents(desk: Desk): Events {
  const streams = new Set<Stream>();
  let telling = false;
  let again = false;

  async function tell(): Promise<void> {
    do {
      again = false;
      const event = asEvent(await countWaiting(desk));
      for (const { response } of streams) response.write(event);
    } while (again);
  }

  /** Changes that come while one is being told are told together afterwards. */
  async function announce(): Promise<void> {
    again = true;
    if (telling || streams.size === 0) return;
    telling = true;
    // A lost event costs seconds only: the page also asks by itself from time to time.
    await tell().catch(() => undefined);
    telling = false;
  }

  function drop(stream: Stream): void {
    clearInterval(stream.timer);
    streams.delete(stream);
    stream.response.end();
  }

  async function beat(stream: Stream, stillIn: () => Promise<boolean>): Promise<void> {
    const goesOn = await stillIn().catch(() => true);
    if (goesOn) stream.response.write(': still here\n\n');
    else drop(stream);
  }

  const stopListening = desk.onChange(() => void announce());
  return {
    announce: () => void announce(),

    async open(accountId, response, stillIn) {
      const first = asEvent(await countWaiting(desk));
      // Gone meanwhile: nothing would tell any more that this window is closed.
      if (response.destroyed) return;
      const own = [...streams].filter((stream) => stream.accountId === accountId);
      if (own.length >= MAX_STREAMS) throw new Refused('too_many_windows');
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
      response.write(first);
      const timer = setInterval(() => void beat(stream, stillIn), HEARTBEAT_MS);
      timer.unref();
      const stream: Stream = { accountId, response, timer };
      streams.add(stream);
      response.on('close', () => drop(stream));
    },

    closeAll() {
      stopListening();
      for (const stream of streams) drop(stream);
    },
  };
}
