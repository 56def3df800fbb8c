import { expect, test } from '@jest/globals';
import { isAllowed } from '../../../src/channels/botframework/serviceUrl.js';

const ALLOWED = ['https://smba.trafficmanager.net', 'https://*.botframework.com'];

test.each([
  'https://smba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net/teams/',
  'https://webchat.botframework.com/',
  'https://europe.directline.botframework.com/',
])('our token may go to %s', (address) => {
  expect(isAllowed(address, ALLOWED)).toBe(true);
});

test.each([
  '',
  'smba.trafficmanager.net',
  'http://smba.trafficmanager.net/',
  'https://other.trafficmanager.net/',
  'https://smba.trafficmanager.net.example.org/',
  'https://smba.trafficmanager.net@example.org/',
  'https://user@smba.trafficmanager.net/',
  'https://smba.trafficmanager.net:8443/',
  'https://botframework.com/',
  'https://evilbotframework.com/',
  'https://example.org/webchat.botframework.com',
  'https://webchat.botframework.com/?to=https://example.org',
  'https://webchat.botframework.com/#x',
  'https://webchat.botframework.com\\@example.org/',
  'http://localhost:3000',
  'http://169.254.169.254/',
  'file:///etc/passwd',
])('and never to %s', (address) => {
  expect(isAllowed(address, ALLOWED)).toBe(false);
});

test('this machine is allowed only by name, on any port', () => {
  const local = ['http://localhost'];
  expect(isAllowed('http://localhost:50123', local)).toBe(true);
  expect(isAllowed('http://127.0.0.1:50123', local)).toBe(false);
  expect(isAllowed('https://localhost:50123', local)).toBe(false);
});
