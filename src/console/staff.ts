import type { Account } from './accounts.js';
import { Refused } from './refusals.js';
import type { Parts, Route } from './route.js';
import type { Person } from './wire.js';

const personOf = ({ id, name, email, role, createdAt, disabledAt }: Account): Person => ({
  id,
  name,
  email,
  role,
  createdAt,
  ...(disabledAt === undefined ? {} : { disabledAt }),
});

/** What an administrator does about the people of the console. */
export function staffRoutes({ accounts, audit, desk, links, logins }: Parts): Route[] {
  return [
    {
      method: 'post',
      path: 'invitations',
      needs: 'administrator',
      run: async ({ login }) => {
        await audit.record(login.account.id, 'invited');
        return { link: await links.invite() };
      },
    },
    {
      method: 'get',
      path: 'people',
      needs: 'administrator',
      run: async () => ({ people: (await accounts.all()).map(personOf) }),
    },
    {
      method: 'post',
      path: 'people/:id/disable',
      needs: 'administrator',
      run: async ({ login, params }) => {
        const person = await accounts.byId(params['id'] ?? '');
        if (!person) throw new Refused('not_found');
        // Also keeps one administrator there at all times.
        if (person.id === login.account.id) throw new Refused('own_account');
        await audit.record(login.account.id, 'person-disabled', person.id);
        await accounts.disable(person.id);
        await logins.endAll(person.id);
        await desk.setPresence({ id: person.id, name: person.name }, undefined);
        return undefined;
      },
    },
  ];
}
