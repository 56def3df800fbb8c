import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { HOUR, openService, type ServiceHouse } from '../support/serviceHouse.js';

/** A Thursday, at eleven in Belgium. */
let house: Keeping;
beforeEach(async () => {
  house = await keep();
});
afterEach(() => house.end());

const open = (teamHours?: string): Promise<ServiceHouse> => openService(house, teamHours ? { teamHours } : {});

test.each([
  ['es', 'Th 14:00-17:00', ['hola', 'sí', 'quiero hablar con alguien'], 'otra vez hoy a las 14:00;'],
  ['pt', 'Fr 09:00-17:00', ['olá', 'sim', 'quero falar com alguém'], 'de novo amanhã às 09:00;'],
  ['fr', 'Mo 09:00-17:00', ['bonjour', 'oui', 'je voudrais parler à quelqu’un'], 'de nouveau là lundi 19 à 09:00 ;'],
  ['nl', 'Mo 09:00-17:00', ['hallo', 'ja', 'ik wil met iemand praten'], 'opnieuw op maandag 19 om 09:00;'],
  ['en', 'Th 14:00-17:00', ['hello', 'yes', 'I want to talk to someone'], 'here again today at 14:00;'],
])('in %s, with hours "%s", who asks for a person is told when the team is there again', async (_language, hours, says, line) => {
  const service = await open(hours);
  let said = '';
  for (const text of says) said = await service.say(text);
  expect(said).toContain(line);
});

test.each([
  ['the team’s hours are not known', undefined],
  ['they are open now', 'Mo-Fr 09:00-17:00'],
])('no hour is told where %s', async (_why, hours) => {
  const service = await open(hours);
  for (const text of ['hola', 'sí']) await service.say(text);
  expect(await service.say('quiero hablar con alguien')).not.toMatch(/El equipo/);
});

test('no hour is told where a coordinator is here', async () => {
  const service = await open('Fr 09:00-17:00');
  await service.app.desk.setPresence(coordinator, house.now() + HOUR);
  for (const text of ['hola', 'sí']) await service.say(text);
  expect(await service.say('quiero hablar con alguien')).not.toMatch(/otra vez/);
});

test('in danger the numbers come first, and the hour last', async () => {
  const service = await open('Fr 09:00-17:00');
  const said = await service.say('mi marido me está pegando ahora mismo');
  expect(said).toMatch(/112.*101.*☎.*El equipo atiende otra vez mañana a las 09:00/s);
});

test('the one notice tells it too', async () => {
  const service = await open('Fr 09:00-17:00');
  await service.app.desk.setPresence(coordinator, house.now() + HOUR);
  for (const text of ['hola', 'sí', 'quiero hablar con alguien', 'A cualquier hora']) await service.say(text);
  await service.pass(2 * HOUR);
  expect(service.sent.map(({ text }) => text).join('\n')).toMatch(/Todavía no hay nadie.*otra vez mañana/s);
});
