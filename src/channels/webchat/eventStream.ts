import type { ServerResponse } from 'node:http';
import type { DirectLineDeps } from './deps.js';
import { CORS_HEADERS } from './http.js';
import { followNews, type Outlet } from './news.js';
import type { Grant } from './tokens.js';

const HEADERS = {
  ...CORS_HEADERS,
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
};

function outletOf(response: ServerResponse): Outlet {
  const write = (event: string, data: unknown) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  return {
    news: (news) => void write('activities', news),
    tick() {
      // It ended at the last sign of life, and its client does not take what is left.
      if (response.writableEnded) response.destroy();
      else response.write(':\n\n');
    },
    isOver: () => response.destroyed || response.writableEnded,
    unread: () => response.writableLength,
    end(why) {
      if (response.writableEnded) return;
      write(why, {});
      response.end();
    },
  };
}

/** Our page's stream: server-sent events of one conversation. @param leave called when it is over, however it ends */
export function streamEvents(
  deps: DirectLineDeps,
  grant: Grant,
  after: number,
  response: ServerResponse,
  leave: () => void,
): void {
  response.writeHead(200, HEADERS);
  // The first bytes tell the client at once that nothing on the way holds the stream back.
  response.write(':\n\n');
  const stop = followNews(deps, grant, after, outletOf(response));
  response.once('close', () => {
    stop();
    leave();
  });
}
