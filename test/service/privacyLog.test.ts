import { afterAll, expect, test } from '@jest/globals';
import { PASSWORD, tokenOf, Visitor } from '../support/consoleHouse.js';
import { eventually, tidy } from '../support/service.js';
import { type OnWhatsApp, Phone, says, startOnWhatsApp } from '../support/servicePhone.js';
import { Woman } from '../support/serviceWoman.js';

/** Said, typed or sent somewhere below; none may stand in anything the service writes. */
const CANARIES = {
  hers: 'zarzamora',
  inJson: 'madreselva',
  number: '32470987654',
  spoken: '0470 98 76 54',
  userId: 'BE.13491208655302741918',
  coordinators: 'nomeolvides',
  name: 'Genoveva',
  email: 'genoveva@example.org',
  password: PASSWORD,
};

let world: OnWhatsApp | undefined;
afterAll(async () => {
  await world?.close();
  await tidy();
});

async function talkOnThePage({ service }: OnWhatsApp): Promise<Woman> {
  const woman = await Woman.arrive(service.url);
  await woman.say(`hola, soy ${CANARIES.hers}, mi número es ${CANARIES.spoken}`);
  await woman.ask('POST', 'activities', `{"text":"${CANARIES.inJson}`);
  await woman.ask('POST', 'activities', JSON.stringify({ type: 'message', text: CANARIES.hers.repeat(10_000) }));
  await woman.ask('GET', `activities?watermark=${CANARIES.inJson}`, undefined, CANARIES.inJson);
  await woman.say('quiero hablar con alguien');
  return woman;
}

async function talkOnThePhone({ graph, service }: OnWhatsApp): Promise<void> {
  const phone = new Phone(graph, `${CANARIES.number}/${CANARIES.userId}`);
  const logged = (code: string) => eventually(() => service.written().includes(code));
  await phone.say(`hola ${CANARIES.hers}`);
  await phone.listen(says('112'));
  graph.fail({ code: 131026 });
  await phone.say(`sí, ${CANARIES.hers}`);
  await logged('131026');
  graph.fail({ code: 131000, status: 500 });
  graph.fail('drop');
  await phone.say(`me pega, vivo en la calle ${CANARIES.inJson}`);
  await phone.listen((heard) => heard.length > 0);
  await graph.post({
    entry: [{ changes: [{ value: { messages: [{ from: CANARIES.number, text: CANARIES.hers }] } }] }],
  });
  await graph.post(CANARIES.hers);
  await graph.settled();
  graph.fail('reset');
  await phone.say(`ayuda ${CANARIES.inJson}`);
  await logged('connection_lost');
}

async function answerAsStaff({ service }: OnWhatsApp): Promise<void> {
  const staff = new Visitor(service.url);
  const { name, email, password } = CANARIES;
  await staff.post('setup', { token: tokenOf(service.link ?? ''), name, email, password });
  await staff.post('login', { email, password: `${password}!` });
  await staff.post('setup', `{"name":"${name}`);
  for (const { id } of (await staff.get('queue')).body.cases) {
    await staff.post(`cases/${id}/claim`);
    await staff.get(`cases/${id}`);
    await staff.post(`cases/${id}/reply`, { text: CANARIES.coordinators });
    await staff.post(`cases/${id}/close`, { outcome: CANARIES.coordinators });
  }
}

test('nothing anybody says, types or is called stands in the logs, not even in those of failures', async () => {
  world = await startOnWhatsApp({ LOG_LEVEL: 'debug', ALERT_WEBHOOK_URL: 'http://127.0.0.1:1/' });
  const woman = await talkOnThePage(world);
  await talkOnThePhone(world);
  await answerAsStaff(world);
  expect(await world.service.stop()).toBe(0);

  const written = world.service.written().replace(world.service.link ?? '', '');
  expect(written).toContain('whatsapp_not_sent');
  expect(written).toContain('"level":50');
  const secrets = [...Object.values(CANARIES), woman.token, woman.id, tokenOf(world.service.link ?? '')];
  expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
});
