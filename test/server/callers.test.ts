import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { createCallers } from '../../src/server/callers.js';

const from = (remoteAddress: string, told?: string) =>
  ({ socket: { remoteAddress }, headers: { ...(told && { 'x-forwarded-for': told }) } }) as unknown as IncomingMessage;

const { addressOf, isFromHere } = createCallers(['172.30.0.0/24', 'fd00::/8']);

test.each([
  ['somebody', from('203.0.113.9'), '203.0.113.9'],
  ['somebody who claims to be another', from('203.0.113.9', '198.51.100.1'), '203.0.113.9'],
  ['a proxy on this machine', from('127.0.0.1', '198.51.100.1'), '198.51.100.1'],
  ['the same over IPv6', from('::1', '198.51.100.1'), '198.51.100.1'],
  ['a proxy that is believed', from('172.30.0.7', '198.51.100.1'), '198.51.100.1'],
  ['the same, mapped into IPv6', from('::ffff:172.30.0.7', '198.51.100.1'), '198.51.100.1'],
  ['one of a network of IPv6', from('fd00::7', '198.51.100.1'), '198.51.100.1'],
  ['one beside the network', from('172.30.1.7', '198.51.100.1'), '172.30.1.7'],
  ['who wrote the header itself, before the proxy', from('172.30.0.7', '10.0.0.1, 198.51.100.1'), '198.51.100.1'],
  ['a house with IPv6, as one', from('172.30.0.7', '2001:db8:1:2:3:4:5:6'), '2001:db8:1:2'],
  ['a proxy that says nothing', from('172.30.0.7'), '172.30.0.7'],
])('%s is counted by the right address', (_who, request, address) => {
  expect(addressOf(request)).toBe(address);
});

test('without a list only this machine is believed', () => {
  expect(createCallers().addressOf(from('172.30.0.7', '198.51.100.1'))).toBe('172.30.0.7');
});

test.each([
  ['this machine', from('127.0.0.1'), true],
  ['somebody by its proxy', from('127.0.0.1', '198.51.100.1'), false],
  ['somebody by a proxy elsewhere', from('172.30.0.7', '127.0.0.1'), false],
  ['somebody', from('203.0.113.9', '127.0.0.1'), false],
])('from here? %s', (_who, request, here) => {
  expect(isFromHere(request)).toBe(here);
});
