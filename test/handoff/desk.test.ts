import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { colleague, coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { DAY, HOUR, MINUTE, openService, type ServiceHouse } from '../support/serviceHouse.js';

const refused = (refusal: string) => ({ ok: false, refusal });

let house: Keeping;
let service: ServiceHouse;
let id: string;
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
  id = service.ref.id;
  await service.say('hola');
  await service.say('quiero hablar con alguien');
  await service.say('a cualquier hora');
  await service.say('sin nombre');
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

const words = () => service.sent.map(({ text }) => text ?? '');
const desk = () => service.app.desk;

describe('the queue', () => {
  test('shows who asked for a person, without her words', async () => {
    const cases = await desk().queue();
    expect(cases).toMatchObject([{ ref: { id }, state: 'waiting', reason: 'asked', urgency: 'normal' }]);
    expect(JSON.stringify(cases)).not.toMatch(/hablar|32470000001/);
  });

  test('puts danger first, then the longest wait', async () => {
    const people = ['32470000002', '32470000003', '32470000004'];
    const [later, last, inDanger] = await Promise.all(people.map((identity) => openService(house, { identity })));
    for (const one of [later, last]) {
      house.clock.at += MINUTE;
      await one?.say('quiero hablar con alguien');
    }
    house.clock.at += MINUTE;
    await inDanger?.say('mi marido me quiere matar ahora');
    const order = (await desk().queue()).map(({ ref }) => ref.id);
    expect(order).toEqual([inDanger, service, later, last].map((one) => one?.ref.id));
  });

  test('forgets who was handed back', async () => {
    await desk().claim(id, coordinator);
    await desk().handBack(id, coordinator);
    expect(await desk().queue()).toEqual([]);
  });
});

describe('a claim', () => {
  test('is won by one of two who try at the same time', async () => {
    const both = await Promise.all([desk().claim(id, coordinator), desk().claim(id, colleague)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both).toContainEqual(refused('taken'));
  });

  test('made twice by the same person is one claim', async () => {
    await desk().claim(id, coordinator);
    expect(await desk().claim(id, coordinator)).toEqual({ ok: true });
    expect(await service.kase()).toMatchObject({ state: 'claimed', coordinator });
  });

  test('silences the bot until the conversation is handed back, which sends nothing', async () => {
    await desk().claim(id, coordinator);
    const before = words().length;
    expect(await service.say('sí')).toBe('');
    expect(await service.kase()).toMatchObject({ unread: 1 });
    expect(await desk().handBack(id, coordinator)).toEqual({ ok: true });
    expect(words()).toHaveLength(before);
    expect(await service.say('sí')).toContain('¿Qué quieres ver primero?');
  });

  test('tells her nothing before the first reply, and then who is there, once', async () => {
    const before = words().length;
    await desk().claim(id, coordinator);
    expect(words()).toHaveLength(before);
    await desk().reply(id, coordinator, 'Estoy aquí.');
    await desk().reply(id, coordinator, 'Te leo.');
    await service.pass(0);
    expect(words().slice(before)).toEqual([expect.stringContaining('Coordinadora'), 'Estoy aquí.', 'Te leo.']);
  });

  test('is reported as Bot Framework reports a hand-off', async () => {
    await desk().claim(id, coordinator);
    await desk().close(id, coordinator, 'helped');
    const lines = (await service.app.conversations.transcript(service.ref)) ?? [];
    const events = lines.filter(({ activity }) => activity.type === 'event').map(({ activity }) => activity);
    expect(events.map(({ name }) => name)).toEqual(['handoff.initiate', 'handoff.status', 'handoff.status']);
    expect(events.slice(1).map(({ value }) => value.state)).toEqual(['accepted', 'completed']);
  });
});

describe('words said again under the id that they had', () => {
  const said = async () => {
    const lines = (await service.app.conversations.transcript(service.ref)) ?? [];
    return lines.filter(({ from }) => from === 'coordinator').map(({ activity }) => activity.text);
  };

  test('leave once, and are answered as at first, although she wrote since', async () => {
    await desk().claim(id, coordinator);
    const before = words().length;
    const first = await desk().reply(id, coordinator, 'Te leo.', 'the-first-reply');
    await service.say('gracias');
    expect(await desk().reply(id, coordinator, 'Te leo.', 'the-first-reply')).toMatchObject({
      ok: true,
      line: { text: 'Te leo.', at: first.ok && first.line.at },
    });
    await service.pass(0);
    expect(await said()).toEqual(['Te leo.']);
    expect(words().slice(before)).toEqual([expect.stringContaining('Coordinadora'), 'Te leo.']);
    expect((await desk().queue())[0]).toMatchObject({ state: 'claimed', unread: 1 });
  });

  test('are known again although she wants nothing more, and a new word is refused', async () => {
    await desk().claim(id, coordinator);
    await desk().reply(id, coordinator, 'Te leo.', 'the-first-reply');
    await service.say('parar');
    expect(await desk().reply(id, coordinator, 'Te leo.', 'the-first-reply')).toMatchObject({ ok: true });
    expect(await desk().reply(id, coordinator, 'Te leo.', 'the-second-reply')).toEqual(refused('stopped'));
    expect(await said()).toEqual(['Te leo.']);
  });

  test('leave again under another id, or none', async () => {
    await desk().claim(id, coordinator);
    const before = words().length;
    for (const replyId of ['the-first-reply', 'the-second-reply', undefined, undefined])
      await desk().reply(id, coordinator, 'Sí.', replyId);
    expect(await said()).toEqual(['Sí.', 'Sí.', 'Sí.', 'Sí.']);
    await service.pass(0);
    expect(words().slice(before + 1)).toEqual(['Sí.', 'Sí.', 'Sí.', 'Sí.']);
  });

  test('and the id of somebody else’s line keeps nothing back', async () => {
    await desk().claim(id, coordinator);
    const lines = (await service.app.conversations.transcript(service.ref)) ?? [];
    const theBots = lines.find(({ from }) => from === 'bot')?.activity.id ?? '';
    expect(theBots).not.toBe('');
    await desk().reply(id, coordinator, 'Te leo.', theBots);
    expect(await said()).toEqual(['Te leo.']);
  });
});

describe('who may do what', () => {
  test('only the one who holds it replies, hands back or closes', async () => {
    await desk().claim(id, coordinator);
    const tries = [
      desk().reply(id, colleague, 'hola'),
      desk().handBack(id, colleague),
      desk().close(id, colleague, 'helped'),
    ];
    expect(await Promise.all(tries)).toEqual([refused('not-yours'), refused('not-yours'), refused('not-yours')]);
  });

  test('nobody replies to a case that nobody claimed, nor to one that is over', async () => {
    expect(await desk().reply(id, coordinator, 'hola')).toEqual(refused('not-yours'));
    await desk().claim(id, coordinator);
    await desk().close(id, coordinator, 'referred');
    expect(await desk().reply(id, coordinator, 'hola')).toEqual(refused('gone'));
  });

  test('an id that is none is simply not there', async () => {
    for (const wrong of ['', 'x', '../../etc', 'a'.repeat(22)])
      expect(await desk().claim(wrong, coordinator)).toEqual(refused('gone'));
  });

  test('a reply longer than one bubble is refused, the longest goes', async () => {
    await desk().claim(id, coordinator);
    expect(await desk().reply(id, coordinator, 'a'.repeat(4_097))).toEqual(refused('too-long'));
    expect(await desk().reply(id, coordinator, 'a'.repeat(4_096))).toMatchObject({ ok: true });
  });
});

describe('nothing is sent to her', () => {
  test('more than 24 hours after her last message', async () => {
    await desk().claim(id, coordinator);
    house.clock.at += DAY + 1;
    expect(await desk().reply(id, coordinator, 'hola')).toEqual(refused('window-closed'));
  });

  test.each(['limón', 'parar'])('after "%s", until she writes again', async (word) => {
    await desk().claim(id, coordinator);
    expect(await service.say(word)).not.toBe('');
    const before = words().length;
    expect(await desk().reply(id, coordinator, 'hola')).toEqual(refused('stopped'));
    expect(words()).toHaveLength(before);
    await service.pass(HOUR);
    expect(await service.say('hola')).toContain('112');
    expect(await desk().reply(id, coordinator, 'hola')).toMatchObject({ ok: true });
  });
});

describe('while a coordinator holds the conversation', () => {
  test('the safe word marks the case: who writes next may be somebody else', async () => {
    await desk().claim(id, coordinator);
    await service.say('limón');
    await service.say('hola');
    expect(await desk().queue()).toMatchObject([{ safeWordAt: expect.any(Number) }]);
  });

  test('danger makes it urgent and the bot stays silent', async () => {
    await desk().claim(id, coordinator);
    expect(await service.say('me quiere matar, está en la puerta')).toBe('');
    expect(await desk().queue()).toMatchObject([{ state: 'claimed', urgency: 'high', danger: 'immediate' }]);
  });

  test('she can still have everything erased', async () => {
    await desk().claim(id, coordinator);
    expect(await service.say('borrar mis datos')).toContain('¿Borramos');
    await service.say('sí');
    expect(await desk().queue()).toEqual([]);
    expect(await desk().view(id, coordinator)).toEqual(refused('gone'));
  });

  test('a message that comes in the middle of an act is answered right after it', async () => {
    await desk().claim(id, coordinator);
    const held = await service.app.conversations.hold(service.ref);
    expect(await service.say('sí')).toBe('');
    const handedBack = desk().handBack(id, coordinator);
    if (held) await service.app.conversations.release(held);
    await handedBack;
    await service.app.turns.idle();
    const last = (await service.app.conversations.transcript(service.ref))?.at(-1);
    expect(last?.activity.text).toContain('¿Qué quieres ver primero?');
  });
});

test.each(['limón', 'parar'])('what a process left waiting (%s) is read before a reply goes', async (word) => {
  await desk().claim(id, coordinator);
  const identity = '32470000001';
  const activity = { type: 'message', text: word };
  const incoming = { identity, address: { to: identity }, dedupeId: word, sentAt: house.now(), activity };
  const { held } = await service.app.turns.receive('whatsapp', incoming);
  if (held) await service.app.conversations.release(held);
  const before = words().length;
  expect(await desk().reply(id, coordinator, 'hola')).toEqual(refused('stopped'));
  await service.pass(0);
  expect(words().slice(before)).not.toContain('hola');
});

test('the kill switch leaves the emergency answer and nothing else', async () => {
  await desk().setKillSwitch(true, coordinator);
  const answer = await service.say('violencia');
  expect(answer).toMatch(/^112/);
  expect(answer).not.toContain('¿');
  await desk().setKillSwitch(false, coordinator);
  expect(await service.say('sí')).toContain('¿Qué quieres ver primero?');
});

test('nobody is here longer than twelve hours without saying so again', async () => {
  await desk().setPresence(coordinator, house.now() + 2 * DAY);
  expect(await desk().present(house.now() + 12 * HOUR - 1)).toMatchObject([coordinator]);
  expect(await desk().present(house.now() + 12 * HOUR)).toEqual([]);
});
