import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { call } from './client.js';
import { Room, type Serving, serve } from './server.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const [OURS, THEIRS] = ['https://ours.example', 'https://theirs.example'];

let room: Room;
let serving: Serving;

interface Held {
  conversationId: string;
  token: string;
}

const ask = (method: string, path: string, init: RequestInit = {}) => call(serving.url, method, path, init);
const begin = async (headers = {}): Promise<Held> => (await ask('POST', '/conversations', { headers })).body;
const generate = (body: unknown, headers = {}) =>
  ask('POST', '/tokens/generate', { headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

beforeEach(async () => {
  room = new Room();
  serving = await serve(room);
});
afterEach(() => serving.stop());

/** Everything that a token is for. */
const REQUESTS = {
  reading: ['GET', '/activities'],
  streaming: ['GET', '/stream'],
  reconnecting: ['GET', ''],
  writing: ['POST', '/activities', '{}'],
  uploading: ['POST', '/upload', 'x'],
  refreshing: ['POST', undefined, undefined, '/tokens/refresh'],
  beginning: ['POST', undefined, undefined, '/conversations'],
} as const;
type Request = keyof typeof REQUESTS;
const ALL = Object.keys(REQUESTS) as Request[];
const WITH_ADDRESS = ALL.filter((request) => REQUESTS[request][1] !== undefined);

function use(request: Request, { conversationId, token }: Held, headers = {}) {
  const [method, path, body, fixed] = REQUESTS[request];
  const init = { headers: { Authorization: `Bearer ${token}`, ...headers }, ...(body && { body }) };
  return ask(method, fixed ?? `/conversations/${conversationId}${path}`, init);
}

/** What was done before, and how the request is answered then. */
interface Case {
  label: string;
  requests: Request[];
  hold: () => Promise<Held>;
  headers?: Record<string, string>;
  status: 403 | 404;
  code: string;
}

const CASES: Case[] = [
  {
    label: 'an altered token',
    requests: ALL,
    hold: async () => {
      const held = await begin();
      return { ...held, token: `${held.token.slice(0, -4)}AAAA` };
    },
    status: 403,
    code: 'TokenExpired',
  },
  {
    label: 'a token of twenty minutes ago',
    requests: ALL,
    hold: async () => {
      const held = await begin();
      room.now += 20 * MINUTE + 1000;
      return held;
    },
    status: 403,
    code: 'TokenExpired',
  },
  {
    label: 'the token of another conversation',
    requests: WITH_ADDRESS,
    hold: async () => ({ ...(await begin()), conversationId: (await begin()).conversationId }),
    status: 404,
    code: 'BadArgument',
  },
  {
    label: 'a conversation that never was',
    requests: WITH_ADDRESS,
    hold: async () => ({ ...(await begin()), conversationId: 'A'.repeat(22) }),
    status: 404,
    code: 'BadArgument',
  },
  {
    label: 'a token used from another origin',
    requests: ALL,
    hold: () => begin({ Origin: OURS }),
    headers: { Origin: THEIRS },
    status: 403,
    code: 'Forbidden',
  },
  {
    label: 'a token used from a page without an origin of its own',
    requests: ALL,
    hold: () => begin({ Origin: OURS }),
    headers: { Origin: 'null' },
    status: 403,
    code: 'Forbidden',
  },
  {
    label: 'a token of a conversation that she left',
    requests: ALL,
    hold: async () => {
      const held = await begin();
      await ask('POST', `/conversations/${held.conversationId}/end`, { body: held.token });
      return held;
    },
    status: 404,
    code: 'BadArgument',
  },
  {
    label: 'a token of a conversation that she erased',
    requests: ALL,
    hold: async () => {
      const held = await begin();
      room.erase(held.conversationId);
      return held;
    },
    status: 404,
    code: 'BadArgument',
  },
];

describe.each(CASES)('$label', ({ requests, hold, headers, status, code }) => {
  test.each(requests)('%s is refused', async (request) => {
    const answer = await use(request, await hold(), headers);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
  });
});

describe('the origin of a token', () => {
  const may = async (held: Held, origin?: string) =>
    (await use('reading', held, origin ? { Origin: origin } : {})).status === 200;

  test('is the page that asked for it; a server may use it too', async () => {
    const held = await begin({ Origin: OURS });
    expect([await may(held, OURS), await may(held), await may(held, THEIRS)]).toEqual([true, true, false]);
  });

  test('goes on in the tokens that follow', async () => {
    const held = await begin({ Origin: OURS });
    const { body } = await use('refreshing', held);
    expect([await may(body, OURS), await may(body, THEIRS)]).toEqual([true, false]);
  });

  test('is set by the first page, where a server asked without naming one', async () => {
    const generated = (await generate({})).body;
    const { body } = await use('beginning', generated, { Origin: OURS });
    expect([await may(body, OURS), await may(body, THEIRS)]).toEqual([true, false]);
  });

  test('can be named by a server, and not by a page for others', async () => {
    const named = { TrustedOrigins: [OURS] };
    const [byServer, byPage] = [await generate(named), await generate(named, { Origin: THEIRS })];
    expect([await may(byServer.body, OURS), await may(byServer.body, THEIRS)]).toEqual([true, false]);
    expect([await may(byPage.body, OURS), await may(byPage.body, THEIRS)]).toEqual([false, true]);
  });

  test('does not keep her from leaving', async () => {
    const held = await begin({ Origin: OURS });
    const path = `/conversations/${held.conversationId}/end`;
    expect((await ask('POST', path, { body: held.token, headers: { Origin: 'null' } })).status).toBe(204);
  });
});

describe('asking for a token', () => {
  test.each([
    '',
    '{}',
    '{"user":{"id":"dl_a-1"}}',
    '{"User":{"Id":"dl_a","Name":"x"},"scope":7}',
    '{"user":null,"trustedOrigins":null}',
  ])('%s is answered', async (body) => {
    const { status, body: answer } = await generate(body);
    expect(status).toBe(200);
    expect(answer).toEqual({ conversationId: expect.any(String), token: expect.any(String), expires_in: 1200 });
  });

  test.each([
    '{"user":{"id":"coordinator"}}',
    '{"user":{"id":7}}',
    '{"user":{"id":"dl_"}}',
    `{"user":{"id":"dl_${'x'.repeat(65)}"}}`,
    '{"trustedOrigins":"https://a.example"}',
    '{"trustedOrigins":[]}',
    '{"trustedOrigins":["https://a.example/path"]}',
    `{"trustedOrigins":[${'"https://a.example",'.repeat(10)}"https://a.example"]}`,
    '[]',
    '{',
  ])('%s is refused, with what was expected', async (body) => {
    const answer = await generate(body);
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'BadArgument' } } });
  });

  test('her messages carry the id that the token names, whatever a message claims', async () => {
    const { body: held } = await generate({ user: { id: 'dl_hers' } });
    room.add(held.conversationId, { type: 'message', text: 'hola', from: { id: 'x', name: '', role: 'user' } });
    const { body } = await use('reading', held);
    expect(body.activities[0].from).toEqual({ id: 'dl_hers', role: 'user' });
  });
});

describe('at the same time', () => {
  test('refreshed many times, each token is good', async () => {
    const held = await begin();
    const answers = await Promise.all(Array.from({ length: 20 }, () => use('refreshing', held)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    for (const { body } of answers) expect((await use('reading', body)).status).toBe(200);
  });

  test('refreshed while she leaves, no token opens anything', async () => {
    const held = await begin();
    const refreshes = Array.from({ length: 10 }, () => use('refreshing', held));
    const left = ask('POST', `/conversations/${held.conversationId}/end`, { body: held.token });
    const answers = await Promise.all([...refreshes, left]);
    for (const { body } of answers.filter(({ status }) => status === 200))
      expect((await use('reading', body)).status).toBe(404);
  });
});

test('refreshing goes on for a week and not for ever', async () => {
  let held = await begin();
  const ends = room.now + 7 * DAY;
  while (room.now <= ends) {
    held = (await use('refreshing', held)).body;
    room.now += 19 * MINUTE;
  }
  expect((await use('refreshing', held)).status).toBe(403);
});

test('a thousand guessed conversations answer alike', async () => {
  const held = await begin();
  const answers = new Set<string>();
  for (let n = 0; n < 1000; n += 1) {
    const conversationId = Buffer.from(`guess ${String(n).padStart(10, '0')}`).toString('base64url');
    const { status, body } = await use('reading', { ...held, conversationId });
    answers.add(JSON.stringify({ status, body }));
  }
  expect([...answers]).toEqual([
    JSON.stringify({ status: 404, body: { error: { code: 'BadArgument', message: 'Conversation not found' } } }),
  ]);
});
