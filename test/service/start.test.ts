import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PASSWORD, tokenOf, Visitor } from '../support/consoleHouse.js';
import { failToStart, newFolder, type Service, startService, tidy } from '../support/service.js';
import { Woman } from '../support/serviceWoman.js';

afterAll(tidy);

async function makeAdministrator(service: Service): Promise<number> {
  const token = tokenOf(service.link ?? '');
  const visitor = new Visitor(service.url);
  return (
    await visitor.post('setup', { token, name: 'Coordinadora', email: 'coordinator@example.org', password: PASSWORD })
  ).status;
}

describe('the first start', () => {
  let service: Service;
  const folder = newFolder();
  beforeAll(async () => {
    service = await startService({ env: { DATA_DIR: folder } });
  });

  test('says where everything is, and last that it is ready', () => {
    expect(service.lines).toEqual([
      `Chat     ${service.url}/`,
      `Console  ${service.url}/console`,
      `First administrator, one hour: ${service.link}`,
      `ready ${service.url}`,
    ]);
    expect(service.link).toContain(`${service.url}/console#setup=`);
  });

  test('serves both pages, and says that it lives and can write', async () => {
    const status = async (path: string) => (await fetch(service.url + path)).status;
    expect(await Promise.all(['/', '/console', '/healthz', '/readyz'].map(status))).toEqual([200, 200, 200, 200]);
  });

  test('what is not there is refused without a word too many', async () => {
    const response = await fetch(`${service.url}/nothing/here`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/node_modules|\bat |restify/);
    expect(response.headers.get('server')).toBeNull();
  });

  test('a second process on the folder is refused by name', async () => {
    const { code, said } = await failToStart({ DATA_DIR: folder });
    expect(code).not.toBe(0);
    expect(said).toMatch(new RegExp(`^The folder ${folder} is in use by process \\d+\\. .+\\n$`));
  });

  test('a taken port is said in one line', async () => {
    const { code, said } = await failToStart({ PORT: new URL(service.url).port });
    expect(code).not.toBe(0);
    expect(said).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken\. .+\n$/);
  });
});

describe('a start that cannot be', () => {
  const file = join(newFolder(), 'a-file');
  writeFileSync(file, '');

  test.each([
    ['a data folder that is a file', { DATA_DIR: file }, /cannot be written/],
    ['a data folder below a file', { DATA_DIR: join(file, 'below') }, /cannot be written/],
    ['an address that is not ours', { HOST: '192.0.2.1' }, /HOST/],
    [
      'a Redis that is not there',
      { REDIS_URL: 'redis://127.0.0.1:1', STORE_KEY: Buffer.alloc(32).toString('base64') },
      /Redis/,
    ],
  ])('%s is said in one line', async (_label, env, words) => {
    const { code, said } = await failToStart(env);
    expect(code).not.toBe(0);
    expect(said).toMatch(words);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  test('a store that is no store is said in one line', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'store.key'));
    const { code, said } = await failToStart({ DATA_DIR: folder });
    expect(code).not.toBe(0);
    expect(said.trim().split('\n')).toHaveLength(1);
  });

  test('all bad settings are named at once, without their values', async () => {
    const { code, said } = await failToStart({
      PORT: 'seventy',
      LOG_LEVEL: 'loud',
      TIME_ZONE: 'Mars/North',
      STORE_KEY: 'c2hvcnQ=',
      SMTP_URL: 'http://mail',
    });
    expect(code).not.toBe(0);
    for (const name of ['PORT', 'LOG_LEVEL', 'TIME_ZONE', 'STORE_KEY', 'SMTP_URL']) expect(said).toContain(name);
    expect(said).not.toContain('c2hvcnQ=');
    expect(said.trim().split('\n')).toHaveLength(1);
  });
});

describe('a further start', () => {
  test.each(['stopped', 'cut off'])('finds everything as it was left, after it was %s', async (how) => {
    const env = { DATA_DIR: newFolder() };
    const before = await startService({ env });
    expect(await makeAdministrator(before)).toBe(200);
    const woman = await Woman.arrive(before.url);
    await woman.say('hola');
    await woman.say('sí');
    await (how === 'stopped' ? before.stop() : before.kill());

    const after = await startService({ env });
    expect(after.link).toBeUndefined();
    const again = woman.at(after.url);
    expect(await again.news()).toEqual([]);
    expect(await again.say('trabajo')).toContain('¿Qué se parece más');
    expect(await makeAdministrator({ ...after, link: before.link })).toBe(410);
  });
});

test('asked to end, it ends well, also while a page listens', async () => {
  const service = await startService();
  const woman = await Woman.arrive(service.url);
  await woman.say('hola');
  const stream = await woman.ask('GET', 'stream?watermark=0');
  await stream.body?.getReader().read();
  expect(await service.stop()).toBe(0);
  expect(service.written()).not.toMatch(/"level":(50|60)/);
});
