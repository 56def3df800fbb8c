import { WebSocket } from 'ws';
import type { DirectLineDeps } from './deps.js';
import { followNews, type Outlet } from './news.js';
import type { Grant } from './tokens.js';

/** Empty messages are the client's signs of life, one each 20 seconds; who sends more than this wants something else. */
const MAX_FROM_CLIENT = 1_000;
/** Reasons for closing, as RFC 6455 numbers them. */
const NORMAL = 1000;
export const GOING_AWAY = 1001;
const AGAINST_POLICY = 1008;

function outletOf(socket: WebSocket): Outlet {
  let answered = true;
  socket.on('pong', () => {
    answered = true;
  });
  return {
    news: (news) => socket.send(JSON.stringify(news)),
    tick() {
      if (socket.readyState !== WebSocket.OPEN) return;
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
      // What Direct Line sends while nothing happens; clients pass it over.
      socket.send('');
    },
    isOver: () => socket.readyState !== WebSocket.OPEN,
    unread: () => socket.bufferedAmount,
    // The client asks for the conversation again, and is told there whether it is over.
    end: () => socket.close(NORMAL),
  };
}

/** The stream of Direct Line clients: sets of activities over a websocket, in one direction. */
export function streamToSocket(deps: DirectLineDeps, grant: Grant, after: number, socket: WebSocket): void {
  let heard = 0;
  socket.on('message', () => {
    heard += 1;
    if (heard > MAX_FROM_CLIENT) socket.close(AGAINST_POLICY);
  });
  // A frame too large or malformed: `ws` closes by itself.
  socket.on('error', () => {});
  const stop = followNews(deps, grant, after, outletOf(socket));
  socket.once('close', stop);
}
