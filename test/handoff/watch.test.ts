import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { DAY, HOUR, MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

const NOTICE = 'Todavía no hay nadie';

let house: Keeping;
let service: ServiceHouse;
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

/** Coordinadora says that she is here, but does not come. */
async function waitForAna(): Promise<void> {
  await service.app.desk.setPresence(coordinator, house.now() + 8 * HOUR);
  await service.say('hola');
  expect(await service.say('quiero hablar con alguien')).toContain('Coordinadora');
}

/** Minute by minute, as the sweep of a running service would see it. */
async function passSlowly(minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 1) await service.pass(MINUTE);
}

const notices = () => service.sent.filter(({ text }) => text?.includes(NOTICE));

describe('a coordinator who went away', () => {
  test('after twenty minutes without an answer the bot answers again and everybody is called', async () => {
    await waitForAna();
    await service.app.desk.claim(service.ref.id, coordinator);
    expect(await service.say('¿estás ahí?')).toBe('');
    await passSlowly(21);
    const [kase] = await service.app.desk.queue();
    expect(kase).toMatchObject({ state: 'waiting', unread: 1 });
    expect(kase?.coordinator).toBeUndefined();
    expect(await service.say('menú')).not.toBe('');
  });

  test('who answers keeps the conversation', async () => {
    await waitForAna();
    await service.app.desk.claim(service.ref.id, coordinator);
    await service.say('¿estás ahí?');
    await service.app.desk.reply(service.ref.id, coordinator, 'Sí, te leo.');
    await passSlowly(30);
    expect(await service.app.desk.queue()).toMatchObject([{ state: 'claimed' }]);
  });
});

describe('the promised notice', () => {
  test('goes out once, ten minutes after nobody came, with lines that are open', async () => {
    await waitForAna();
    await passSlowly(9);
    expect(notices()).toEqual([]);
    await passSlowly(30);
    expect(notices()).toHaveLength(1);
    expect(service.sent.filter(({ text }) => text?.includes('☎')).length).toBeGreaterThan(0);
  });

  test.each([
    ['a coordinator came', () => service.app.desk.claim(service.ref.id, coordinator)],
    ['she said stop', () => service.say('parar')],
    ['she said the safe word', () => service.say('limón')],
  ])('does not go out when %s', async (_label, act) => {
    await waitForAna();
    await act();
    await passSlowly(15);
    expect(notices()).toEqual([]);
  });

  test('waits while the bot is switched off, and goes out once it is on again', async () => {
    await waitForAna();
    await service.app.desk.setKillSwitch(true, coordinator);
    await passSlowly(20);
    expect(notices()).toEqual([]);
    await service.app.desk.setKillSwitch(false, coordinator);
    await passSlowly(3);
    expect(notices()).toHaveLength(1);
  });

  test('does not go out after an erasure', async () => {
    await waitForAna();
    await service.say('borrar mis datos');
    await service.say('sí');
    const before = service.sent.length;
    await passSlowly(15);
    expect(service.sent).toHaveLength(before);
  });

  test('does not go out more than 24 hours after her last message', async () => {
    await waitForAna();
    await service.pass(DAY - MINUTE);
    expect(notices()).toHaveLength(1);
    service.sent.length = 0;
    const late = await openService(house, { identity: '32470000009' });
    await service.app.desk.setPresence(coordinator, house.now() + HOUR);
    await late.say('quiero hablar con alguien');
    await late.pass(DAY + MINUTE);
    expect(late.sent.filter(({ text }) => text?.includes(NOTICE))).toEqual([]);
  });

  test('is not repeated to somebody who was told at once that nobody is here', async () => {
    expect(await service.say('quiero hablar con alguien')).toContain('Ahora no hay nadie');
    const before = service.sent.length;
    await passSlowly(15);
    expect(service.sent).toHaveLength(before);
  });
});

describe('a case', () => {
  test('that nobody took in a day is over, silently', async () => {
    await service.say('quiero hablar con alguien');
    const before = service.sent.length;
    await service.pass(DAY - HOUR);
    expect(await service.kase()).toMatchObject({ state: 'waiting' });
    await service.pass(HOUR);
    expect(await service.kase()).toMatchObject({ state: 'expired' });
    expect(await service.app.desk.queue()).toEqual([]);
    expect(service.sent).toHaveLength(before);
  });

  test('that a coordinator holds does not run out', async () => {
    await service.say('quiero hablar con alguien');
    await service.app.desk.claim(service.ref.id, coordinator);
    await service.pass(2 * DAY);
    expect(await service.kase()).toMatchObject({ state: 'claimed' });
  });

  test('that is missing from the queue comes back to it', async () => {
    await service.say('quiero hablar con alguien');
    for await (const key of house.store.keys('{console}q'))
      await house.store.transact('{console}', [{ changes: [{ do: 'delete', key }] }]);
    expect(await service.app.desk.queue()).toEqual([]);
    await service.pass(MINUTE);
    expect(await service.app.desk.queue()).toHaveLength(1);
  });
});
