import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { type Keeping, keep } from '../support/keeping.js';
import { openService, type ServiceHouse } from '../support/serviceHouse.js';

let place: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  place = await keep();
  service = await openService(place);
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await place.end();
});

const message = (id: string, text: string) => service.send({ type: 'message', id, text }, id);
const correct = (id: string, text: string) => service.send({ type: 'messageUpdate', id, text });
const remove = (id: string) => service.send({ type: 'messageDelete', id });
const hers = async (): Promise<Partial<Activity>[]> =>
  ((await service.app.conversations.transcript(service.ref)) ?? [])
    .filter(({ from }) => from === 'person')
    .map(({ activity }) => activity);
const texts = async () => (await hers()).map(({ text }) => text);

/** Messages that came while nobody had the conversation: one batch. */
async function together(...activities: Partial<Activity>[]): Promise<string> {
  const { app, ref } = service;
  const held = await app.conversations.hold(ref);
  for (const [index, activity] of activities.entries()) {
    const incoming = { identity: '32470000001', address: {}, dedupeId: `t${index}`, sentAt: place.now(), activity };
    await app.turns.receive('whatsapp', incoming);
  }
  if (held) await app.conversations.release(held);
  const again = await app.conversations.hold(ref);
  const reports = again ? await app.turns.run(again) : [];
  return reports.flatMap(({ replies }) => replies.map(({ text }) => text)).join('\n');
}

describe('a message she deletes', () => {
  test('is emptied where it stood, and nothing is answered', async () => {
    await message('m1', 'hola');
    expect(await remove('m1')).toBe('');
    expect(await hers()).toEqual([
      { type: 'message', id: 'm1', text: '', channelData: { medium: 'text', deleted: true } },
    ]);
  });

  test('before it had its turn was never written', async () => {
    const said = await together(
      { type: 'message', id: 'm1', text: 'me quiere matar' },
      { type: 'messageDelete', id: 'm1' },
      { type: 'message', id: 'm2', text: 'hola' },
    );
    expect(said).not.toContain('Vete a un lugar');
    expect(await service.kase()).toBeUndefined();
    expect(await texts()).toEqual(['hola']);
  });

  test('before it came does not come in any more', async () => {
    await remove('m1');
    expect(await message('m1', 'hola')).toBe('');
    expect(await texts()).toEqual([]);
  });

  test('of ours is not touched', async () => {
    await message('m1', 'hola');
    const ours = (await service.app.conversations.transcript(service.ref))?.find(({ from }) => from === 'bot');
    await remove(ours?.activity.id ?? '');
    expect((await service.app.conversations.transcript(service.ref))?.at(-1)).toEqual(ours);
  });

  test('does not open the time in which we may answer', async () => {
    await message('m1', 'hola');
    const before = await service.app.conversations.read(service.ref);
    place.clock.at += 60_000;
    await remove('m1');
    const after = await service.app.conversations.read(service.ref);
    expect(after?.conversation.lastInboundAt).toBe(before?.conversation.lastInboundAt);
  });
});

describe('a message she corrects', () => {
  test('says what it says now, in its place', async () => {
    await message('m1', 'hola');
    await message('m2', 'sí');
    await correct('m1', 'ola');
    expect(await texts()).toEqual(['ola', 'sí']);
    expect((await hers())[0]?.channelData).toMatchObject({ correctedAt: place.now() });
  });

  test('that was understood answers no later question', async () => {
    await message('m1', 'hola');
    expect(await message('m2', 'si')).toContain('¿Qué');
    expect(await correct('m2', 'sí')).toBe('');
  });

  test('that was not understood answers the question it was meant for', async () => {
    await message('m1', 'hola');
    await message('m2', 'xyzzy');
    expect(await correct('m2', 'sí')).toContain('¿Qué');
  });

  test('is heard for danger', async () => {
    await message('m1', 'hola');
    expect(await correct('m1', 'me está pegando ahora')).toContain('112');
  });

  test('before it had its turn is heard once, as it says now', async () => {
    await together({ type: 'message', id: 'm1', text: 'halo' }, { type: 'messageUpdate', id: 'm1', text: 'hola' });
    expect(await texts()).toEqual(['hola']);
  });

  test('that we never had is a message, and the old wording stays out', async () => {
    expect(await correct('m1', 'hola')).toContain('¿Puedes escribir ahora');
    expect(await message('m1', 'halo')).toBe('');
    expect(await texts()).toEqual(['hola']);
  });

  test.each([
    ['a line of before', 'm0'],
    ['a line that came with the erasure', 'm2'],
  ])('and erases does not come back into the new conversation: %s', async (_label, id) => {
    await message('m0', 'hola');
    await together(
      { type: 'message', id: 'm2', text: 'halo' },
      { type: 'message', id: 'm3', text: 'borrar' },
      { type: 'message', id: 'm4', text: 'sí' },
      { type: 'messageUpdate', id, text: 'secreto' },
    );
    expect(await texts()).toEqual([]);
  });

  test('to the word that erases takes none of what she wrote after it', async () => {
    await message('m0', 'hola');
    await message('m1', 'borrar');
    await together(
      { type: 'message', id: 'm2', text: 'sii' },
      { type: 'message', id: 'm3', text: 'hola' },
      { type: 'messageUpdate', id: 'm2', text: 'sí' },
    );
    expect(await texts()).toContain('hola');
  });
});
