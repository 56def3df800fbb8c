import type { IncomingMessage } from 'node:http';

const NAME = 'handle';
const PATH = '/v3/directline';
const MAX_COOKIES = 4096;

/** Only our own page, or a browser too old to say who asks, may use the cookie. */
export function isSameOrigin(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin';
}

/** Without an age: the browser forgets it when it closes. */
export function handleCookie(handle: string, secure: boolean): Record<string, string> {
  return { 'Set-Cookie': `${NAME}=${handle}; Path=${PATH}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}` };
}

export function forgottenCookie(secure: boolean): Record<string, string> {
  return { 'Set-Cookie': `${handleCookie('', secure)['Set-Cookie']}; Max-Age=0` };
}

export function readHandle(request: IncomingMessage): string | undefined {
  const header = request.headers.cookie ?? '';
  if (header.length > MAX_COOKIES) return undefined;
  const found = header.split('; ').find((pair) => pair.startsWith(`${NAME}=`));
  return found?.slice(NAME.length + 1) || undefined;
}
