/** What a page of somebody else does with Microsoft's client, unmodified; the tests drive it through `globalThis.client`. */
import { DirectLine } from 'botframework-directlinejs';

const seen = [];
const statuses = [];
const posted = [];
let line;

/** The client's own waits are up to 15 s; its options make them short. */
function start(options) {
  line = new DirectLine({ timeout: 2000, pollingInterval: 200, random: () => 0, ...options });
  line.connectionStatus$.subscribe((status) => statuses.push(status));
  line.activity$.subscribe(
    ({ id, text, from }) => seen.push({ id, text, role: from.role }),
    () => statuses.push('ended'),
  );
}

const post = (activity) =>
  new Promise((resolve, reject) => line.postActivity({ from: { id: 'her' }, ...activity }).subscribe(resolve, reject));

async function say(text) {
  posted.push(await post({ type: 'message', text }));
}

/** Where another start of the page goes on. */
const place = () => ({ conversationId: line.conversationId, token: line.token, watermark: line.watermark });
const sessionId = () => new Promise((resolve) => line.getSessionId().subscribe(resolve));

globalThis.client = { start, post, say, place, sessionId, seen, statuses, posted, end: () => line.end() };
