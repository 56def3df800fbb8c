import * as z from 'zod';
import type { Account } from './accounts.js';
import { normalEmail } from './accounts.js';
import type { DelayKey } from './delays.js';
import { readBody } from './http.js';
import { MAX_PASSWORD } from './passwords.js';
import { Refused } from './refusals.js';
import { ANSWERED, type Call, type Parts, type Route } from './route.js';
import type { Me } from './wire.js';

/** Longer ones are refused by their own sentence; this only bounds the work. */
const password = z.string().max(8 * MAX_PASSWORD);
const email = z
  .string()
  .trim()
  .max(254)
  .regex(/^\S+@\S+\.\S+$/);
/** Women read it, so it is a name and nothing else. */
const name = z
  .string()
  .trim()
  .regex(/^\p{L}[\p{L}\p{M} .'’-]{0,39}$/u);
const token = z.string().max(64);

const setupBody = z.strictObject({ token, name, email, password });
const loginBody = z.strictObject({ email: z.string().max(254), password });

export const meOf = ({ id, name, role }: Account): Me => ({ id, name, role });

/** How people come in and go out. */
export function signInRoutes(parts: Parts): Route[] {
  const { accounts, addressOf, audit, cookie, delays, desk, links, log, logins, vault } = parts;

  const delayKey = (of: DelayKey['of'], value: string): DelayKey => ({ of, name: vault.name('delay', value) });

  /** @throws Refused too_many_tries */
  function slowDown(keys: DelayKey[]): void {
    const wait = delays.attempt(keys);
    if (wait > 0) throw new Refused('too_many_tries', Math.ceil(wait / 1000));
  }

  /** A new reference with every sign-in; the one the browser had before ends. */
  async function letIn({ request, response }: Call, account: Account): Promise<Me> {
    const earlier = cookie.read(request);
    if (earlier) await logins.end(earlier);
    await audit.record(account.id, 'signed-in');
    response.setHeader('set-cookie', cookie.header(await logins.start(account)));
    return meOf(account);
  }

  async function setUp(call: Call): Promise<Me> {
    const { token: given, ...who } = await readBody(call.request, setupBody);
    const keys = [delayKey('address', addressOf(call.request))];
    slowDown(keys);
    const account = await links.redeem(given, who);
    delays.forgive(keys);
    await audit.record(account.id, 'account-created', account.id);
    return letIn(call, account);
  }

  async function signIn(call: Call): Promise<Me> {
    const body = await readBody(call.request, loginBody);
    const keys = [delayKey('account', normalEmail(body.email)), delayKey('address', addressOf(call.request))];
    slowDown(keys);
    const account = await accounts.authenticate(body.email, body.password);
    if (!account) {
      log.warn({ code: 'sign_in_wrong' }, 'console sign-in refused');
      throw new Refused('sign_in_wrong');
    }
    delays.forgive(keys);
    return letIn(call, account);
  }

  async function signOut({ request, response }: Call): Promise<unknown> {
    const reference = cookie.read(request);
    const login = reference && (await logins.check(reference, false));
    if (reference) await logins.end(reference);
    if (login) {
      await audit.record(login.account.id, 'signed-out');
      // Nobody is here who cannot see the queue.
      await desk.setPresence({ id: login.account.id, name: login.account.name }, undefined);
    }
    response.setHeader('set-cookie', cookie.header(undefined));
    response.setHeader('clear-site-data', '"cache"');
    return undefined;
  }

  return [
    { method: 'post', path: 'setup', needs: 'nothing', run: setUp },
    { method: 'post', path: 'login', needs: 'nothing', run: signIn },
    { method: 'post', path: 'logout', needs: 'nothing', run: signOut },
    { method: 'get', path: 'me', needs: 'login', run: async ({ login }) => meOf(login.account) },
    {
      method: 'get',
      path: 'events',
      needs: 'hearing',
      run: async ({ request, response, login }) => {
        const reference = cookie.read(request) ?? '';
        const stillIn = async () => (await logins.check(reference, false)) !== undefined;
        await parts.events.open(login.account.id, response, stillIn);
        return ANSWERED;
      },
    },
  ];
}
