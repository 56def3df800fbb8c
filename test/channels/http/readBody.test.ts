import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { createBodyReader, FREE_BYTES, MAX_HELD_BYTES } from '../../../src/channels/http/readBody.js';

const LIMITS = { maxBytes: 4 * 1024 * 1024, timeoutMs: 60_000 };
const read = createBodyReader();
const large = Buffer.alloc(LIMITS.maxBytes);
/** So many of the largest are one too many. */
const TOO_MANY = Math.ceil(MAX_HELD_BYTES / (LIMITS.maxBytes - FREE_BYTES));

/** A request of which this much has come in. */
function begun(bytes: Buffer, reader = read) {
  const request = new EventEmitter();
  const body = reader(request as IncomingMessage, LIMITS);
  request.emit('data', bytes);
  return { request, body };
}

/** How it was answered: as a status, or so many bytes. */
const outcome = async (body: ReturnType<typeof read>) => {
  const result = await body;
  return Buffer.isBuffer(result) ? `${result.length} bytes` : result;
};

const WHOLE = `${large.length} bytes`;

function ended({ request, body }: ReturnType<typeof begun>) {
  request.emit('end');
  return outcome(body);
}

test('what many send and do not end is bounded, and a message comes in all the same', async () => {
  const others = Array.from({ length: TOO_MANY - 1 }, () => begun(large));
  expect(await ended(begun(large))).toBe(503);
  expect(await ended(begun(Buffer.from('hola')))).toBe('4 bytes');
  expect(await ended(begun(large, createBodyReader()))).toBe(WHOLE);
  for (const other of others) other.request.emit('close');
  expect(await Promise.all(others.map(({ body }) => outcome(body)))).toEqual(others.map(() => 400));
  expect(await ended(begun(large))).toBe(WHOLE);
});

test.each([
  ['ends', 'end', WHOLE],
  ['breaks off', 'close', 400],
  ['is reset', 'error', 400],
])('one that %s is counted no more', async (_what, event, result) => {
  for (let sent = 0; sent <= TOO_MANY; sent += 1) {
    const { request, body } = begun(large);
    request.emit(event);
    request.emit('close');
    expect(await outcome(body)).toBe(result);
  }
});

test('a body in the smallest of pieces is counted with what they take', async () => {
  const piece = Buffer.from('x');
  const others = Array.from({ length: TOO_MANY - 1 }, () => begun(large));
  const one = begun(piece);
  for (let sent = 0; sent < 20_000; sent += 1) one.request.emit('data', piece);
  expect(await ended(one)).toBe(503);
  for (const other of others) other.request.emit('close');
});

test('one that is too long is thrown away, and answered when it ends', async () => {
  const one = begun(large);
  one.request.emit('data', Buffer.from('x'));
  expect(await ended(one)).toBe(413);
});

test('one that was gone before it was read is not waited for', async () => {
  const request = Object.assign(new EventEmitter(), { destroyed: true });
  expect(await read(request as unknown as IncomingMessage, LIMITS)).toBe(400);
});

test('one that never ends is answered too', async () => {
  const { request, body } = begun(large);
  for (let times = 1; times <= 4; times += 1) request.emit('data', large);
  expect(await body).toBe(413);
});
