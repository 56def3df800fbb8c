import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createCaseMedia } from '../../src/media/caseMedia.js';
import { MAX_KEPT, MEDIA_MS } from '../../src/media/shelf.js';
import { keysOf } from '../../src/store/keys.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { JPEG, JPEG_WITH_PLACE, PNG } from '../support/pictures.js';
import { openService, type ServiceHouse } from '../support/serviceHouse.js';

let place: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  place = await keep();
  service = await openService(place);
});
afterEach(() => place.end());

const shelf = () => service.app.shelf;
const kept = async () => (await place.store.list(keysOf(service.ref).media)).length;

test('a file is kept once, sealed, and opened again', async () => {
  await service.say('hola');
  expect(await shelf().keep(service.ref, PNG, 'image/png', 'a')).toEqual({
    id: 'a',
    contentType: 'image/png',
    size: PNG.length,
  });
  await shelf().keep(service.ref, PNG, 'image/png', 'a');
  const [entry, ...more] = await place.store.list(keysOf(service.ref).media);
  expect([more, entry?.value.includes(PNG.subarray(0, 8))]).toEqual([[], false]);
  expect(await shelf().open(service.ref, 'a')).toEqual({ contentType: 'image/png', bytes: PNG });
});

test('what a phone wrote into a picture is not kept', async () => {
  await service.say('hola');
  const { id } = await shelf().keep(service.ref, JPEG_WITH_PLACE, 'image/jpeg');
  expect((await shelf().open(service.ref, id))?.bytes).toEqual(JPEG);
});

test('before a conversation has begun there is nothing to lie with', async () => {
  await expect(shelf().keep(service.ref, PNG, 'image/png')).rejects.toMatchObject({ code: 'media_refused' });
});

test('the oldest make room', async () => {
  await service.say('hola');
  for (let index = 0; index <= MAX_KEPT; index += 1) await shelf().keep(service.ref, PNG, 'image/png', `f${index}`);
  expect(await kept()).toBe(MAX_KEPT);
  expect(await shelf().open(service.ref, 'f0')).toBeUndefined();
  expect(await shelf().open(service.ref, `f${MAX_KEPT}`)).toBeDefined();
});

test('each goes when its time is over', async () => {
  await service.say('hola');
  await service.say('quiero hablar con alguien');
  await shelf().keep(service.ref, PNG, 'image/png', 'old');
  await service.pass(MEDIA_MS / 2);
  await shelf().keep(service.ref, PNG, 'image/png', 'young');
  await service.pass(MEDIA_MS / 2);
  expect(await shelf().open(service.ref, 'old')).toBeUndefined();
  expect(await shelf().open(service.ref, 'young')).toBeDefined();
  await service.pass(MEDIA_MS / 2);
  expect(await kept()).toBe(0);
});

test('a coordinator opens the file of a line: fetched the first time, kept for the next', async () => {
  const attachments = [{ contentType: 'image/png', content: { id: '77', sha256: 'x' } }];
  await service.say('hola');
  await service.send({ type: 'message', id: 'm', text: '', attachments, channelData: { medium: 'image' } });
  const lines = (await service.app.conversations.transcript(service.ref)) ?? [];
  const number = lines.find(({ activity }) => activity.id === 'm')?.number ?? 0;
  const asked: unknown[] = [];
  const open = createCaseMedia({
    ...service.app,
    fetchFrom: () => async (file) => {
      asked.push(file);
      return { bytes: PNG, declaredType: 'image/png' };
    },
  });
  expect(await open(service.ref.id, number)).toBeUndefined();
  await service.say('quiero hablar con alguien');
  for (const _time of [1, 2]) expect((await open(service.ref.id, number))?.bytes).toEqual(PNG);
  expect(asked).toEqual([{ id: '77', sha256: 'x' }]);
  for (const other of [number + 1, 999]) expect(await open(service.ref.id, other)).toBeUndefined();
  const desk = await service.app.desk.view(service.ref.id, coordinator);
  expect(desk.ok && desk.view.lines.filter(({ file }) => file)).toMatchObject([{ number, medium: 'image' }]);
});
