import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { signatureOf } from '../../src/channels/graph/webhook.js';
import { eventually, tidy } from '../support/service.js';
import { asks, type OnWhatsApp, Phone, SECRETS, says, startOnWhatsApp } from '../support/servicePhone.js';
import { servicesIn } from '../support/serviceRecords.js';

/** With this a turn that offers a person ends. */
const LAST = 'La respuesta de una persona llega a este mismo chat';

let world: OnWhatsApp;
let people = 0;
const newPhone = () => {
  people += 1;
  return new Phone(world.graph, `3247000${String(people).padStart(4, '0')}`);
};
beforeAll(async () => {
  world = await startOnWhatsApp();
});
afterEach(() => {
  world.answers.length = 0;
});
afterAll(async () => {
  await world?.close();
  await tidy();
});

const webhook = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${world.service.url}/webhooks/whatsapp`, { method: 'POST', body, headers });
const signed = (body: string) => webhook(body, { 'x-hub-signature-256': signatureOf(SECRETS.appSecret, body) });
const envelope = (messages: unknown[]) => {
  const metadata = { display_phone_number: '15550000000', phone_number_id: SECRETS.phoneNumberId };
  const value = { messaging_product: 'whatsapp', metadata, messages };
  return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] };
};
const textMessage = (from: string, id: string, body: string) => ({
  from,
  id,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: 'text',
  text: { body },
});
/** She is known to the stand-in, so that answers to messages of ours reach her. */
async function greeted(): Promise<Phone> {
  const phone = newPhone();
  await phone.say('hola');
  await phone.listen(asks);
  return phone;
}

test('the platform may connect with the token, and only with it', async () => {
  expect(await world.graph.verify()).toBe(true);
  const wrong = 'hub.mode=subscribe&hub.verify_token=no&hub.challenge=1';
  expect((await fetch(`${world.service.url}/webhooks/whatsapp?${wrong}`)).status).toBe(403);
});

describe('from a greeting to a service of her region, by taps', () => {
  test.each([
    ['es', 'hola', 'housing', 'brussels'],
    ['nl', 'hallo', 'legal', 'flanders'],
  ] as const)('in %s', async (language, greeting, need, place) => {
    const phone = newPhone();
    const plan: Record<string, string> = { safe: 'yes', need, place, children: 'no' };
    const kinds = new Set<string>();
    await phone.say(greeting);
    await phone.listen(asks);
    while (servicesIn(phone.texts, language).length === 0 && kinds.size < 5) {
      const choice = phone.choices.find(({ slot, value }) => plan[slot] === value) ?? phone.choices[0];
      if (!choice) break;
      kinds.add(choice.kind);
      await phone.tap(choice);
      await phone.listen(asks);
    }
    expect(servicesIn(phone.texts, language).some(({ regions }) => regions.includes(place))).toBe(true);
    expect([...kinds].sort()).toEqual(['button', 'row']);
    expect(new Set(world.answers)).toEqual(new Set([200]));
  });
});

describe('a body', () => {
  test('without a signature, or with a wrong one, is refused', async () => {
    const body = JSON.stringify(envelope([]));
    const wrong = { 'x-hub-signature-256': signatureOf('another', body) };
    expect([(await webhook(body)).status, (await webhook(body, wrong)).status]).toEqual([401, 401]);
  });

  test.each(['{"entry":', '', '\u0000', '[]', '"hola"'])('signed that cannot be read (%j) is refused', async (body) => {
    expect((await signed(body)).status).toBe(400);
  });

  test('of 5 MiB is refused', async () => {
    const refused = await webhook('a'.repeat(5 * 1024 * 1024)).then(({ status }) => status);
    expect(refused).toBe(413);
  });

  test('with a malformed message among good ones is taken, and the good ones are answered', async () => {
    const [one, other] = [await greeted(), await greeted()];
    const broken = [null, 7, { type: 'text' }, { from: '32470009999', id: 'x', type: 'text', text: 'no object' }];
    const body = envelope([textMessage(one.number, 'm1', 'sí'), ...broken, textMessage(other.number, 'm2', 'sí')]);
    expect(await world.graph.post(body)).toBe(200);
    expect(await one.listen(asks)).toContain('¿Qué quieres ver primero?');
    expect(await other.listen(asks)).toContain('¿Qué quieres ver primero?');
  });

  test('that comes three times is answered once', async () => {
    const phone = await greeted();
    const body = envelope([textMessage(phone.number, 'again', 'sí')]);
    expect(await Promise.all([1, 2, 3].map(() => world.graph.post(body)))).toEqual([200, 200, 200]);
    await phone.listen(asks);
    await phone.say('trabajo');
    await phone.listen(asks);
    expect(phone.received()).toHaveLength(3);
  });
});

describe('what goes wrong on the platform’s side', () => {
  test('a passing failure delays her answers, but all come, in order and once', async () => {
    const phone = await greeted();
    world.graph.fail({ code: 131000, status: 500 }, 2);
    await phone.say('quiero hablar con alguien');
    await phone.listen(says(LAST));
    expect(phone.texts[0]).toContain('Ahora no hay nadie');
    expect(new Set(phone.texts).size).toBe(phone.texts.length);
    expect(world.answers.filter((status) => status === 500)).toHaveLength(2);
  });

  test('an answer lost on the way is settled by the status, and nothing goes out twice', async () => {
    const phone = await greeted();
    world.graph.fail('drop');
    await phone.say('quiero hablar con alguien');
    await phone.listen(says(LAST));
    expect(new Set(phone.texts).size).toBe(phone.texts.length);
    await eventually(() => world.answers.includes(0) || undefined);
    expect(world.answers.filter((status) => status === 0)).toHaveLength(1);
  });

  test('a message the platform will never take does not hold up those after it', async () => {
    const phone = await greeted();
    world.graph.fail({ code: 131026 });
    await phone.say('sí');
    await phone.say('quiero hablar con alguien');
    await phone.listen(says(LAST));
    expect(world.answers.filter((status) => status >= 400)).toHaveLength(1);
  });
});

describe('other kinds', () => {
  test('a voice note is answered kindly and offers a person', async () => {
    const phone = await greeted();
    await world.graph.inbound(phone.number, { type: 'audio' });
    expect(await phone.listen(asks)).toMatch(/persona/);
  });

  test.each([
    { type: 'image' },
    { type: 'sticker' },
    { type: 'video' },
    { type: 'document' },
    { type: 'contacts' },
    { type: 'unsupported' },
    { type: 'location', latitude: 50.85, longitude: 4.35 },
  ] as const)('%j is answered', async (message) => {
    const phone = await greeted();
    expect(await world.graph.inbound(phone.number, message)).toBe(200);
    await eventually(() => phone.received().length > 1);
  });
});

test('somebody without a number is answered by her user id', async () => {
  const phone = new Phone(world.graph, 'BE.13491208655302741918');
  await phone.say('hola');
  await phone.listen(says('112'));
});
