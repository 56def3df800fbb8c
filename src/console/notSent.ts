import type { Done } from '../handoff/contract.js';
import type { Deed } from './audit.js';
import { Refused } from './refusals.js';
import { type ClosedCall, type Parts, type Route, whoIs } from './route.js';
import { unlessRefused } from './unlessRefused.js';

/** The conversation's id and the message's own. */
const ID = /^([A-Za-z0-9_-]{22})\.[A-Za-z0-9_-]{1,64}$/;

/** What coordinators do about messages that could not be sent; the list of them comes with the queue. */
export function notSentRoutes({ audit, events, notSent }: Parts): Route[] {
  const route = (path: string, deed: Deed, act: (id: string, call: ClosedCall) => Promise<Done>): Route => ({
    method: 'post',
    path: `not-sent/:id/${path}`,
    needs: 'login',
    run: async (call) => {
      const id = call.params['id'] ?? '';
      const conversation = ID.exec(id)?.[1];
      if (!conversation) throw new Refused('not_found');
      await audit.record(call.login.account.id, deed, conversation);
      unlessRefused(await act(id, call));
      events.announce();
    },
  });

  return [
    route('again', 'not-sent-again', (id, call) => notSent.again(id, whoIs(call))),
    route('done', 'not-sent-done', (id) => notSent.dismiss(id)),
  ];
}
