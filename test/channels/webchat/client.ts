/** A Direct Line client of a few lines. */
export interface Opened {
  conversationId: string;
  token: string;
  expires_in: number;
  cookie: string;
}

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server says is what the tests look at
  body: any;
  headers: Headers;
}

const BASE = '/v3/directline';

export async function call(url: string, method: string, path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url + BASE + path, { method, ...init });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

export async function open(url: string): Promise<Opened> {
  const { body, headers } = await call(url, 'POST', '/conversations');
  return { ...body, cookie: (headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

/** A call as the holder of a token. @param path below the conversation, such as `/activities` */
export function as(url: string, { conversationId, token }: Pick<Opened, 'conversationId' | 'token'>) {
  const headers = { Authorization: `Bearer ${token}` };
  const at = (path: string) => `/conversations/${conversationId}${path}`;
  return {
    get: (path: string) => call(url, 'GET', at(path), { headers }),
    del: () => call(url, 'DELETE', at(''), { headers }),
    post: (path: string, body: unknown) =>
      call(url, 'POST', at(path), { headers, body: typeof body === 'string' ? body : JSON.stringify(body) }),
    refresh: () => call(url, 'POST', '/tokens/refresh', { headers }),
    headers,
  };
}
