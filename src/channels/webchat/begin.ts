import type { IncomingMessage } from 'node:http';
import type { DirectLineDeps } from './deps.js';
import { notFound, type Reply } from './http.js';
import { activityId, toIncoming } from './incoming.js';
import { followNews } from './news.js';
import type { ActivitySet, ShownActivity } from './outgoing.js';
import { originsFor } from './tokenRequest.js';
import type { Grant } from './tokens.js';
import type { Beginning } from './wishes.js';

/** An answer is waited for so long; what comes later is fetched like everything else. */
const ANSWER_MS = 1_000;

/** What is said until the first answer is there. @returns undefined where it takes longer, or she left meanwhile */
function firstNews(deps: DirectLineDeps, grant: Grant): Promise<ActivitySet | undefined> {
  return new Promise((resolve) => {
    let over = false;
    const said: ShownActivity[] = [];
    const finish = (news?: ActivitySet) => {
      over = true;
      clearTimeout(late);
      stop();
      resolve(news);
    };
    const late = setTimeout(finish, ANSWER_MS);
    const stop = followNews(deps, grant, 0, {
      news({ activities, watermark }) {
        said.push(...activities);
        if (activities.some(({ from }) => from.role === 'bot')) finish({ activities: said, watermark });
      },
      tick() {},
      end: () => finish(),
      isOver: () => over,
      unread: () => 0,
    });
  });
}

/**
 * Takes her first message with the request that begins the conversation, and answers with what is said to it: on a slow
 * line each request takes half a second. Tried again it is the same conversation and the same message.
 * @param open how any conversation is opened @throws Refused 404 for one that she left
 */
export async function beginConversation(
  request: IncomingMessage,
  deps: DirectLineDeps,
  { secret, activity }: Beginning,
  open: (grant: Grant) => Promise<Reply>,
): Promise<Reply> {
  const grant = { conversationId: deps.tokens.conversationFor(secret), ...originsFor(request) };
  const id = grant.conversationId;
  if (!(await deps.isOpen(id))) throw notFound();
  await deps.accept('webchat', toIncoming(id, activityId(id, activity, deps.random), activity, deps.now()));
  const news = (await firstNews(deps, grant)) ?? { activities: [], watermark: '0' };
  const reply = await open(grant);
  return { ...reply, body: { ...Object(reply.body), ...news } };
}
