import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealer } from '../../src/sealing/sealer.js';
import type { Store } from '../../src/store/contract.js';
import { coordinator } from '../support/coordinators.js';
import { openService, type ServiceHouse } from '../support/serviceHouse.js';
import { DRIVERS, type Driver, startDriver } from '../support/stores.js';

/** In January Brussels is an hour ahead of UTC. */
const at = (time: string, day = 15) => Date.parse(`2026-01-${day}T${time}:00+01:00`);

describe.each(DRIVERS)('on %s', (name) => {
  let driver: Driver;
  let store: Store;
  let service: ServiceHouse;
  const clock = { at: 0 };
  beforeEach(async () => {
    driver = await startDriver(name);
    store = await driver.open();
    clock.at = at('19:50');
    service = await openService({ store, sealer: createSealer(randomBytes(32)), clock, now: () => clock.at });
    await service.say('hola');
    await service.say('quiero hablar con alguien');
  });
  afterEach(async () => {
    await store.close();
    await driver.tearDown();
    expect(service.errors).toEqual([]);
  });

  const sent = () => service.sent.map(({ text }) => text ?? '');
  const until = async (then: number) => service.pass(then - clock.at);
  const view = async () => {
    const done = await service.app.desk.view(service.ref.id, coordinator);
    if (!done.ok) throw new Error(done.refusal);
    return done.view;
  };
  /** @returns what had been sent before the coordinator wrote */
  async function answered(choice: string): Promise<number> {
    await service.say(choice);
    const before = sent().length;
    clock.at = at('20:00');
    await service.app.desk.claim(service.ref.id, coordinator);
    expect(await service.app.desk.reply(service.ref.id, coordinator, 'Soy Coordinadora.')).toMatchObject({ ok: true });
    return before;
  }

  test('an answer outside her hours is held, the coordinator sees why, and it leaves when they open', async () => {
    const before = await answered('de mañana');
    const { lines, mayWrite } = await view();
    expect(mayWrite).toEqual({ now: false, why: 'hours', until: at('09:00', 16) });
    expect(lines.at(-1)).toMatchObject({ text: 'Soy Coordinadora.', state: 'held' });
    await until(at('08:59', 16));
    expect(sent()).toHaveLength(before);
    await until(at('09:00', 16));
    expect(sent().slice(before)).toEqual([expect.stringContaining('Coordinadora'), 'Soy Coordinadora.']);
    expect((await view()).lines.at(-1)?.state).toBeUndefined();
  });

  test('said again under the same id it is still held, and leaves once', async () => {
    await service.say('de mañana');
    const before = sent().length;
    clock.at = at('20:00');
    await service.app.desk.claim(service.ref.id, coordinator);
    const reply = () => service.app.desk.reply(service.ref.id, coordinator, 'Soy Coordinadora.', 'the-first-reply');
    for (const done of [await reply(), await reply()])
      expect(done).toMatchObject({ line: { state: 'held', replyId: 'the-first-reply' } });
    await until(at('09:00', 16));
    expect(sent().slice(before)).toEqual([expect.stringContaining('Coordinadora'), 'Soy Coordinadora.']);
  });

  test('where she comes back herself it waits for her next message, and for nothing else', async () => {
    const before = await answered('no');
    expect((await view()).mayWrite).toEqual({ now: false, why: 'herself' });
    await until(at('19:00', 16));
    expect(sent()).toHaveLength(before);
    await service.say('hola');
    expect(sent().slice(before)).toEqual([expect.stringContaining('Coordinadora'), 'Soy Coordinadora.']);
  });

  test('where the bot asks first whether it is safe, it waits for her yes', async () => {
    await service.say('de mañana');
    const before = await answered('sin nombre');
    await service.app.desk.handBack(service.ref.id, coordinator);
    clock.at = at('21:00');
    await service.say('hola');
    expect(sent().slice(before).join()).not.toContain('Coordinadora');
    await service.say('sí');
    expect(sent().slice(before).join()).toContain('Soy Coordinadora.');
  });

  test('in danger the numbers go before it', async () => {
    for (const text of ['de mañana', 'sin nombre']) await service.say(text);
    const before = await answered('sí');
    await service.app.desk.handBack(service.ref.id, coordinator);
    await service.say('me está pegando ahora');
    const all = sent().slice(before).join();
    expect(all.indexOf('112 (')).toBeGreaterThan(-1);
    expect(all.indexOf('112 (')).toBeLessThan(all.indexOf('Soy Coordinadora.'));
  });

  test.each(['parar', 'limón'])('"%s" takes back what is held', async (word) => {
    const before = await answered('de mañana');
    await service.say(word);
    await until(at('09:00', 16));
    expect(sent().slice(before).join()).not.toContain('Coordinadora');
  });

  test('she is not told that nobody is free outside her hours', async () => {
    await service.say('de mañana');
    const before = sent().length;
    await until(at('20:30'));
    expect(sent()).toHaveLength(before);
  });
});
