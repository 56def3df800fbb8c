import { expect, test } from '@jest/globals';
import { createHttp } from '../../src/server/http.js';
import { createLog, safeError } from '../../src/server/log.js';
import { openRoom } from './room.js';

test('no connection stays for ever, neither one that brings nothing nor one that takes nothing', () => {
  const { server } = createHttp(createLog('silent'));
  expect(server.requestTimeout).toBeGreaterThan(0);
  expect(server.timeout).toBeGreaterThan(0);
});

test.each([
  [true, 'max-age=31536000'],
  [false, null],
])('reached by https: %s; then every answer says that it always is', async (secure, expected) => {
  const room = await openRoom((server) => server.get('/', async (_request, response) => response.send(200)), secure);
  const { headers } = await fetch(room.url);
  expect(headers.get('strict-transport-security')).toBe(expected);
  await room.close();
});

test('an error that is its own cause is logged all the same', () => {
  const error = new Error('x');
  error.cause = error;
  expect(safeError(error)).toMatchObject({ name: 'Error', cause: { name: 'Error' } });
});
