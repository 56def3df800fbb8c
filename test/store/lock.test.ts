import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockFolder } from '../../src/store/lock.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Another process that opens a socket in the folder, as a holder does; given no answer it is one that hangs. */
async function otherProcess(name: string, answer?: string): Promise<ChildProcess> {
  const reply = answer === undefined ? '() => {}' : `(socket) => socket.end(${JSON.stringify(answer)})`;
  const program = `require('net').createServer(${reply}).listen(${JSON.stringify(join(folder, name))}, () => console.log('up'))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.stdout) await once(child.stdout, 'data');
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('a second on the same folder is refused and told who holds it', async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({
    code: 'data_in_use',
    message: expect.stringContaining(`process ${process.pid}`),
  });
  await release();
});

test('who lets go leaves the folder free and clean', async () => {
  for (let times = 0; times < 3; times += 1) await (await lockFolder(folder))();
  expect(readdirSync(folder)).toEqual([]);
});

test('a process that died leaves nothing that keeps the next one out', async () => {
  const child = await otherProcess('process-00000000.sock', 'holding 1');
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data_in_use' });
  await end(child);
  expect(existsSync(join(folder, 'process-00000000.sock'))).toBe(true);
  const release = await lockFolder(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  await release();
});

test('a holder that hangs still holds', async () => {
  const child = await otherProcess('process-00000000.sock');
  await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'data_in_use' });
  await end(child);
});

test('of many that start at once exactly one wins', async () => {
  writeFileSync(join(folder, 'process-dead.sock'), '');
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
  const won = results.filter((result) => result.status === 'fulfilled');
  expect(won).toHaveLength(1);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'data_in_use' });
  await won[0]?.value();
});

test('of two that start together the first by name waits until the other has gone', async () => {
  const child = await otherProcess('process-zzzzzzzz.sock', 'starting 1');
  const locking = lockFolder(folder);
  await end(child);
  await (await locking)();
});

test('a folder with a long name is locked too', async () => {
  const deep = join(folder, 'd'.repeat(120));
  const release = await lockFolder(deep);
  await expect(lockFolder(deep)).rejects.toMatchObject({ code: 'data_in_use' });
  await release();
});

test('a folder that cannot be made is named as such', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(lockFolder(join(folder, 'file', 'data'))).rejects.toMatchObject({ code: 'data_unwritable' });
});

test('two folders do not disturb each other', async () => {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  for (const each of [one, two]) mkdirSync(each);
  const releases = await Promise.all([one, two].map(lockFolder));
  await Promise.all(releases.map((release) => release()));
});
