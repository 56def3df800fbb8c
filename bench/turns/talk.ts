import { connect } from 'node:net';
import { openPipe, type Pipe, post } from '../support/pipe.js';
import { ECHO, type Line, OURS, WATERFALL } from './script.js';
import type { Sink } from './sink.js';
import { webhook } from './whatsapp.js';

/** Holds one conversation over a connection. @returns milliseconds of each turn. @throws Error on a wrong reply */
export type Talk = (pipe: Pipe, conversation: string, world: World) => Promise<number[]>;

export interface World {
  port: number;
  sinkPort: number;
  sink: Sink;
}

/** A turn that is not answered in this time is a wrong reply. */
const PATIENCE_MS = 15_000;

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No reply with "${what}" in ${PATIENCE_MS} ms.`)), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Each message by one request, each reply heard at the sink. */
function heardAtSink(
  lines: readonly Line[],
  request: (conversation: string, index: number, line: Line, world: World) => Buffer,
): Talk {
  return async (pipe, conversation, world) => {
    const times: number[] = [];
    for (const [index, line] of lines.entries()) {
      const from = performance.now();
      const heard = world.sink.heard(conversation, line.hears);
      const { status } = await pipe.ask(request(conversation, index, line, world));
      if (status >= 300) throw new Error(`Status ${status} for "${line.says}".`);
      times.push((await inTime(heard, line.hears)) - from);
    }
    return times;
  };
}

export const overWhatsApp = heardAtSink(OURS, (conversation, index, { says }) =>
  webhook(conversation, `wamid.${conversation}.${index}`, says),
);

const overConnector = (lines: readonly Line[]) =>
  heardAtSink(lines, (conversation, index, { says }, { sinkPort }) =>
    post(
      '/api/messages',
      JSON.stringify({
        type: 'message',
        id: `${conversation}.${index}`,
        timestamp: new Date().toISOString(),
        channelId: 'bench',
        serviceUrl: `http://127.0.0.1:${sinkPort}`,
        from: { id: conversation },
        recipient: { id: 'bot' },
        conversation: { id: conversation },
        text: says,
      }),
    ),
  );

export const withEcho = overConnector(ECHO);
export const withWaterfall = overConnector(WATERFALL);

/** The floor answers in the response. */
export const withFloor: Talk = async (pipe, conversation) => {
  const times: number[] = [];
  for (const [index, { says }] of OURS.entries()) {
    const from = performance.now();
    const { status, body } = await pipe.ask(webhook(conversation, `${conversation}.${index}`, says));
    if (status !== 200 || !body.includes('ok')) throw new Error(`Status ${status} from the floor.`);
    times.push(performance.now() - from);
  }
  return times;
};

/** Over Direct Line: activities are posted, replies come by the event stream. */
export const overDirectLine: Talk = async (pipe, _conversation, { port }) => {
  const opened = await pipe.ask(post('/v3/directline/conversations', '{}'));
  const { conversationId, token } = JSON.parse(opened.body) as { conversationId: string; token: string };
  const authorization = { authorization: `Bearer ${token}` };
  const stream = listen(port, conversationId, token);
  const times: number[] = [];
  for (const { says, hears } of OURS) {
    const from = performance.now();
    const heard = stream.heard(hears);
    const body = JSON.stringify({ type: 'message', from: { id: 'user' }, text: says });
    const { status } = await pipe.ask(
      post(`/v3/directline/conversations/${conversationId}/activities`, body, authorization),
    );
    if (status >= 300) throw new Error(`Status ${status} for "${says}".`);
    times.push((await inTime(heard, hears)) - from);
  }
  stream.close();
  return times;
};

/** Reads an event stream and looks for words in it; the framing does not matter for that. */
function listen(port: number, conversationId: string, token: string) {
  const socket = connect(port, '127.0.0.1');
  let unread = '';
  let wanted: { words: string; resolve: (at: number) => void } | undefined;
  const look = () => {
    if (!wanted || !unread.includes(wanted.words)) return;
    unread = '';
    wanted.resolve(performance.now());
    wanted = undefined;
  };
  socket.on('error', () => {});
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    unread += chunk;
    look();
  });
  socket.write(
    `GET /v3/directline/conversations/${conversationId}/stream?watermark=0 HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`,
  );
  return {
    heard: (words: string) =>
      new Promise<number>((resolve) => {
        wanted = { words, resolve };
        look();
      }),
    close: () => socket.destroy(),
  };
}

/** One pipe for each conversation that is held at a time. */
export const openPipes = (port: number, count: number): Pipe[] => Array.from({ length: count }, () => openPipe(port));
