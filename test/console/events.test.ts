import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createEvents, MAX_STREAMS } from '../../src/console/events.js';
import { administratorOf, type RunningConsole, startConsole, type Visitor } from '../support/consoleHouse.js';
import { createMemoryDesk } from '../support/memoryDesk.js';

let running: RunningConsole;
let coordinator: Visitor;
beforeEach(async () => {
  running = await startConsole();
  coordinator = await administratorOf(running);
});
afterEach(() => running.stop());

/** Opens a stream. @returns a function that waits for the next piece of it */
async function listen(): Promise<() => Promise<string>> {
  const response = await fetch(`${running.url}/console/api/events`, { headers: { cookie: coordinator.cookie } });
  const reader = response.body?.getReader();
  return async () => new TextDecoder().decode((await reader?.read())?.value);
}

describe('events', () => {
  test('tell what waits at once, and again with each change', async () => {
    const next = await listen();
    expect(await next()).toContain('{"waiting":0,"urgent":0}');
    running.desk.open(1, { urgency: 'high' });
    expect(await next()).toContain('{"waiting":1,"urgent":1}');
  });

  test('tell of the kill switch too, so that every console looks again', async () => {
    const next = await listen();
    await next();
    await coordinator.put('kill-switch', { on: true });
    expect(await next()).toContain('event: queue');
  });

  test('are bounded for one person', async () => {
    for (let windows = 0; windows < MAX_STREAMS; windows += 1) await (await listen())();
    expect(await coordinator.get('events')).toMatchObject({ status: 429, code: 'too_many_windows' });
  });

  test('take no place for a window that closed before it was answered', async () => {
    const events = createEvents(createMemoryDesk(() => 0));
    const open = (isGone: boolean) => {
      const response = new ServerResponse(new IncomingMessage(new Socket()));
      const opening = events.open('a', response, async () => true);
      if (isGone) response.destroy();
      return opening;
    };
    for (let windows = 0; windows < MAX_STREAMS; windows += 1) await open(true);
    await expect(open(false)).resolves.toBeUndefined();
    events.closeAll();
  });
});
