import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createApp } from '../../src/app.js';
import { type Keeping, keep } from '../support/keeping.js';
import { partsOfTests } from '../support/transcripts.js';

const SPOKEN = { language: 'es', key: 'orientation:need.text', name: 'orientation.need.text.ogg' } as const;

let house: Keeping;
beforeAll(async () => {
  house = await keep();
});
afterAll(() => house.end());

test('who asks for audio gets the address of each recording beside its text; who asks to read, none', async () => {
  const recordings = [{ ...SPOKEN, file: '', type: 'audio/ogg', version: 'v1' }];
  const app = createApp({ ...(await partsOfTests()), recordings }, { ...house, ...world });
  let count = 0;
  const say = async (text: string) => {
    count += 1;
    const activity = { type: 'message', text };
    const incoming = { identity: 'she', address: {}, dedupeId: `${count}`, sentAt: house.now(), activity };
    const { held } = await app.turns.receive('webchat', incoming);
    const reports = held ? await app.turns.run(held) : [];
    return reports.flatMap(({ replies }) => replies.map(({ channelData }) => channelData?.audio));
  };
  expect([await say('hola'), await say('sí')]).toEqual([[undefined], [undefined]]);
  const url = 'https://chat.example.org/audio/es/orientation.need.text.ogg?v=v1';
  expect(await say('no sé leer')).toEqual([undefined, url]);
  expect(await say('sin audio')).toEqual([undefined, undefined]);
});

const world = {
  random: () => 0.5,
  newId: () => 'id',
  alerts: {},
  onError: (error: unknown) => {
    throw error;
  },
  baseUrl: 'https://chat.example.org',
};
