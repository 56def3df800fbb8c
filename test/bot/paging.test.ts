import { beforeAll, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { newSession } from '../../dialogs/session.js';
import type { AskedQuestion } from '../../dialogs/steps/contract.js';
import { MORE, nextPage } from '../../src/bot/paging.js';
import { perceive } from '../../src/bot/perceive.js';
import { render } from '../../src/bot/render.js';
import { readKind } from '../../src/channels/whatsapp/kinds.js';
import { toRequests } from '../../src/channels/whatsapp/toRequests.js';
import { createLocale, type Locale } from '../../src/locale/locale.js';
import { PRODUCT, UNDERSTOOD } from '../../src/parts.js';
import { loadUnderstanding } from '../../src/understanding/index.js';
import { SMALL } from '../dialogs/small.js';
import { keep } from '../support/keeping.js';
import { HOUR, openService } from '../support/serviceHouse.js';

const NAMES = Array.from({ length: 13 }, (_, index) => `Sitio ${'abcdefghijklm'[index]}`);
const question: AskedQuestion = {
  flow: 'x',
  step: 'where',
  text: 'x:where.text',
  again: 'x:where.again',
  choices: NAMES.map((_name, index) => ({ slot: 'where', value: `v${index}`, text: `x:where.choices.v${index}` })),
};
const session = { ...newSession('p'), language: 'es' as const };
let locale: Locale;

beforeAll(async () => {
  const choices = Object.fromEntries(NAMES.map((name, index) => [`v${index}`, name]));
  const texts = { x: { where: { text: '¿Dónde?', choices } }, common: { list: { open: 'Ver', more: 'Más' } } };
  locale = await createLocale({ es: texts, pt: {}, fr: {}, nl: {}, en: {} });
});

/** What she sees of the question, and what a tap on a row sends. */
function shown(from?: number) {
  const { text, choices } = question;
  const effects = [{ type: 'ask' as const, text, choices, from }];
  const whose = { channel: 'whatsapp', session: newSession('p'), personAsked: false };
  const context = { language: 'es', at: 0, offers: new Map(), ...whose } as const;
  const [activity = {}] = render(effects, context, { locale } as never);
  const [request] = toRequests({ id: '1', address: { to: '1' }, activity });
  if (request?.type !== 'interactive' || request.interactive.type !== 'list') throw new Error('no list');
  const { body, action } = request.interactive;
  return { body: body.text, rows: action.sections[0].rows };
}
const waitingFor = (activity: Partial<Activity>) => ({ number: 1, channel: 'whatsapp', address: {}, at: 0, activity });
const tapped = (row: { id: string; title: string }) => {
  const kind = readKind({ type: 'interactive', interactive: { type: 'list_reply', list_reply: row } });
  if ('ignored' in kind) throw new Error('not read');
  return waitingFor({ type: 'message', text: kind.text, value: kind.value, channelData: { medium: kind.medium } });
};

test('more choices than a list holds come in parts, and a tap on the last row shows the next one', () => {
  const first = shown();
  expect([first.rows.length, first.rows.at(-1)]).toEqual([10, { id: `${MORE}:9`, title: 'Más' }]);
  const decision = nextPage(tapped({ id: `${MORE}:9`, title: 'Más' }), session, question, SMALL);
  expect(decision).toMatchObject({ session, effects: [{ type: 'ask', text: question.text, from: 9 }], lookups: [] });
  const second = shown(9);
  expect(second.rows.map(({ title }) => title)).toEqual(NAMES.slice(9));
  expect(second.body).toBe('¿Dónde?\n\n10. Sitio j\n11. Sitio k\n12. Sitio l\n13. Sitio m');
});

test.each([
  ['0', 0],
  ['-1', 0],
  ['13', 0],
  ['x', 0],
  ['1.5', 0],
])('a part that does not exist (%s) is the first', (value, from) => {
  const decision = nextPage(tapped({ id: `${MORE}:${value}`, title: 'Más' }), session, question, SMALL);
  expect(decision?.effects).toMatchObject([{ from }]);
});

test('any other message is left to the dialog, and so is "more" where nothing is asked', () => {
  expect(nextPage(waitingFor({ text: '9' }), session, question, SMALL)).toBeUndefined();
  expect(nextPage(tapped({ id: 'where:v3', title: 'Sitio d' }), session, question, SMALL)).toBeUndefined();
  expect(nextPage(tapped({ id: `${MORE}:9`, title: 'Más' }), session, undefined, SMALL)).toBeUndefined();
});

test('a row of a later part, its number or its words are the answer', () => {
  const reader = { ...loadUnderstanding(UNDERSTOOD, PRODUCT), placeAt: () => undefined };
  const read = (waiting: ReturnType<typeof waitingFor>) =>
    perceive(waiting, session, question, { reader, locale }).answer;
  const said = (text: string) => read(waitingFor({ type: 'message', text }));
  const row = shown(9).rows[1] ?? { id: '', title: '' };
  expect([read(tapped(row)), said('11'), said('Sitio k')]).toEqual(['v10', 'v10', 'v10']);
});

test('"more" after she was away is first asked whether it is safe', async () => {
  const house = await keep();
  const service = await openService(house);
  for (const text of ['hola', 'sí']) await service.say(text);
  const more = () => service.send({ type: 'message', text: 'Más', value: { slot: MORE, value: '9' } });
  expect(await more()).toContain('¿Qué quieres ver primero?');
  house.clock.at += HOUR;
  const late = await more();
  expect([late.includes('¿Qué quieres'), late.includes('¿Puedes')]).toEqual([false, true]);
  expect(await service.say('sí')).toContain('¿Qué quieres ver primero?');
  await house.end();
});
