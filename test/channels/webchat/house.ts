import { afterEach, beforeEach } from '@jest/globals';
import { type Opened, open } from './client.js';
import { Room, type Serving, serve } from './server.js';

export let room: Room;
export let serving: Serving;
export let opened: Opened;

/** Before each test of a file: a server of its own, and a conversation opened there. */
export function moveIn(): void {
  beforeEach(async () => {
    room = new Room();
    serving = await serve(room);
    opened = await open(serving.url);
  });
  afterEach(() => serving.stop());
}

/** The server stops and begins again; the room, with all that was said, stays. */
export async function restart(mountMore?: Parameters<typeof serve>[1]): Promise<void> {
  await serving.stop();
  serving = await serve(room, mountMore);
}
