import { expect, test } from '@jest/globals';
import { createHttp } from '../../src/server/http.js';
import { createLog } from '../../src/server/log.js';

test('no connection stays for ever, neither one that brings nothing nor one that takes nothing', () => {
  const { server } = createHttp(createLog('silent'));
  expect(server.requestTimeout).toBeGreaterThan(0);
  expect(server.timeout).toBeGreaterThan(0);
});
