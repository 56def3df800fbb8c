import { expect, test } from '@jest/globals';
import { admit } from '../../src/bot/admission.js';
import type { Incoming } from '../../src/channels/contract.js';

const incoming = (text: string): Incoming => ({
  identity: '1',
  address: {},
  dedupeId: text,
  sentAt: 0,
  activity: { text },
});

const taken: string[] = [];
const accept = async (_channel: string, { activity }: Incoming) => {
  taken.push(activity.text ?? '');
  return 'accepted' as const;
};
const under = (underWay: number) => admit(accept, { underWay: () => underWay, isUrgent: (text) => text === 'danger' });

test.each([
  { underWay: 255, text: 'hola', goes: true },
  { underWay: 256, text: 'hola', goes: false },
  { underWay: 256, text: 'danger', goes: true },
  { underWay: 1_023, text: 'danger', goes: true },
  { underWay: 1_024, text: 'danger', goes: false },
])('with $underWay turns under way, "$text" is taken: $goes', async ({ underWay, text, goes }) => {
  taken.length = 0;
  const going = under(underWay)('whatsapp', incoming(text));
  if (goes) expect(await going).toBe('accepted');
  else await expect(going).rejects.toMatchObject({ code: 'overloaded' });
  expect(taken).toEqual(goes ? [text] : []);
});
