import * as z from 'zod';
import { type Case, type Coordinator, type Done, OUTCOMES } from '../handoff/contract.js';
import { MAX_PRESENCE_HOURS } from '../handoff/duty.js';
import type { Deed } from './audit.js';
import { readBody } from './http.js';
import { createReadings } from './readings.js';
import { Refused } from './refusals.js';
import { type Call, type ClosedCall, type Parts, type Route, whoIs } from './route.js';
import { meOf } from './signIn.js';
import { unlessRefused } from './unlessRefused.js';
import type { CaseAnswer, CaseCard, QueueAnswer } from './wire.js';

/** WhatsApp's limit of one text, in characters. */
export const MAX_REPLY = 4096;
const MAX_PRESENCE_MS = MAX_PRESENCE_HOURS * 60 * 60_000;

/** Messages that could not be sent, shown at once. */
const MAX_NOT_SENT = 50;

const CONVERSATION_ID = /^[A-Za-z0-9_-]{22}$/;
/** Made by the page for each reply, so that one whose answer got lost can be sent again. */
const REPLY_ID = /^[\w-]{8,64}$/;
const replyBody = z.strictObject({
  text: z.string().trim().min(1).max(MAX_REPLY),
  id: z.string().regex(REPLY_ID).optional(),
});
const closeBody = z.strictObject({ outcome: z.enum(OUTCOMES) });
const presenceBody = z.strictObject({ until: z.number().int().nullable() });
const switchBody = z.strictObject({ on: z.boolean() });

/** An id that cannot be one is not told apart from one that nobody has. */
export function idOf({ params }: Call): string {
  const id = params['id'] ?? '';
  if (!CONVERSATION_ID.test(id)) throw new Refused('not_found');
  return id;
}

const cardOf = ({ ref, ...rest }: Case): CaseCard => ({ ...rest, id: ref.id });

/** Queue, cases, presence and the kill switch. Each deed is written to the audit list before it is done. */
export function caseRoutes({ audit, desk, events, notSent, now, serviceName }: Parts): Route[] {
  const readings = createReadings(now);

  async function queue(call: ClosedCall): Promise<QueueAnswer> {
    const looks = [desk.queue(), desk.present(now()), desk.killSwitch(), notSent.list()] as const;
    const [cases, present, killSwitch, unsent] = await Promise.all(looks);
    const me = meOf(call.login.account);
    return { me, cases: cases.map(cardOf), present, killSwitch, notSent: unsent.slice(0, MAX_NOT_SENT) };
  }

  async function read(call: ClosedCall): Promise<CaseAnswer> {
    const id = idOf(call);
    if (readings.isNew(`${call.login.account.id} ${id}`)) await audit.record(call.login.account.id, 'case-read', id);
    const { view } = unlessRefused(await desk.view(id, whoIs(call)));
    return {
      ...view,
      case: cardOf(view.case),
      offered: view.offered.map((service) => serviceName(service) ?? service),
    };
  }

  /** A change of one case. */
  const change = (
    path: string,
    deed: Deed,
    act: (id: string, by: Coordinator, call: Call) => Promise<Done>,
  ): Route => ({
    method: 'post',
    path: `cases/:id/${path}`,
    needs: 'login',
    run: async (call) => {
      await audit.record(call.login.account.id, deed, idOf(call));
      const { ok, ...answer } = unlessRefused(await act(idOf(call), whoIs(call), call));
      return answer;
    },
  });

  async function setPresence(call: ClosedCall): Promise<undefined> {
    const { until } = await readBody(call.request, presenceBody);
    if (until !== null && (until <= now() || until > now() + MAX_PRESENCE_MS)) throw new Refused('body_invalid');
    await audit.record(call.login.account.id, 'present');
    await desk.setPresence(whoIs(call), until ?? undefined);
    events.announce();
  }

  async function setKillSwitch(call: ClosedCall): Promise<undefined> {
    const { on } = await readBody(call.request, switchBody);
    await audit.record(call.login.account.id, on ? 'kill-switch-on' : 'kill-switch-off');
    await desk.setKillSwitch(on, whoIs(call));
    events.announce();
  }

  return [
    { method: 'get', path: 'queue', needs: 'login', run: queue },
    { method: 'get', path: 'cases/:id', needs: 'login', run: read },
    { method: 'put', path: 'presence', needs: 'login', run: setPresence },
    { method: 'put', path: 'kill-switch', needs: 'login', run: setKillSwitch },
    change('claim', 'case-claimed', (id, by) => desk.claim(id, by)),
    change('hand-back', 'case-returned', (id, by) => desk.handBack(id, by)),
    change('reply', 'case-replied', async (id, by, { request }) => {
      const { text, id: replyId } = await readBody(request, replyBody);
      return desk.reply(id, by, text, replyId);
    }),
    change('close', 'case-closed', async (id, by, { request }) =>
      desk.close(id, by, (await readBody(request, closeBody)).outcome),
    ),
  ];
}
