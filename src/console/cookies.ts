import type { IncomingMessage } from 'node:http';
import { ABSOLUTE_MS } from './logins.js';

const REFERENCE = /^[A-Za-z0-9_-]{22}$/;

/** The cookie that holds a login's reference; the page's script never sees it. */
export interface LoginCookie {
  read(request: IncomingMessage): string | undefined;
  /** @param reference undefined takes the cookie away */
  header(reference: string | undefined): string;
}

/** @param secure true when the service is reached by https: then no other host can set or read the cookie */
export function createLoginCookie(secure: boolean): LoginCookie {
  const name = secure ? '__Host-rumbo-console' : 'rumbo-console';
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return {
    read({ headers }) {
      const parts = (headers.cookie ?? '').split(';').map((part) => part.trim());
      const value = parts.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
      return value && REFERENCE.test(value) ? value : undefined;
    },
    header: (reference) =>
      reference
        ? `${name}=${reference}; ${attributes}; Max-Age=${ABSOLUTE_MS / 1000}`
        : `${name}=; ${attributes}; Max-Age=0`,
  };
}
