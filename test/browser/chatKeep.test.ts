import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { house, moveIn } from './chatHouse.js';

const SUMMARY = 'Casa de acogida: 02 000 00 00';

moveIn();

describe('a code to go on with', () => {
  /** Stands in for the server's end of the contract. */
  const serveCodes = async (codes: string[], issue: () => Promise<object>) => {
    await house.context.route('**/conversations/*/keep', (route) =>
      route.fulfill({ json: { code: codes[0], expires_in: 86_400 } }),
    );
    await house.context.route('**/directline/keep', async (route) => {
      const { code } = route.request().postDataJSON();
      if (codes.includes(code)) await route.fulfill({ status: 201, json: await issue() });
      else await route.fulfill({ status: code === 'SLOW' ? 429 : 404, json: { error: {} } });
    });
  };
  const enter = async (code: string) => {
    await house.page.getByLabel('Tengo un código').fill(code);
    await house.page.keyboard.press('Enter');
  };

  test('is shown on her wish, with what it is worth', async () => {
    await serveCodes(['K7QM-4TPX'], async () => ({}));
    await house.begin();
    await house.page.locator('#more').click();
    await house.page.getByText('Quien lo tenga puede leer el chat').waitFor();
    await house.button('Pedir un código').click();
    await house.page.locator('.code', { hasText: 'K7QM-4TPX' }).waitFor();
    await house.page.getByText('mándalo por WhatsApp').waitFor();
    await house.picture('code');
    await house.page.keyboard.press('Escape');
    expect(await house.page.locator('#panel').isVisible()).toBe(false);
  });

  test('brings the conversation to another device', async () => {
    await house.begin();
    const issued = async () => ({ conversationId: house.id, ...(await tokenFor(house.id)), expires_in: 1800 });
    await house.context.clearCookies();
    await house.page.goto('about:blank');
    await serveCodes(['K7QM-4TPX'], issued);
    await house.page.goto(house.url);
    await house.button('Tengo un código').click();
    await enter('k7qm-4tpx');
    await house.bubble('¿Qué quieres').waitFor();
    expect(await house.page.locator('#panel').isVisible()).toBe(false);
    await house.write('sigo aquí');
    await house.bubble('Eco: sigo aquí').waitFor();
  });

  test.each([
    ['WRONG', 'Este código no sirve'],
    ['SLOW', 'Prueba otra vez en unos minutos'],
  ])('%s: %s', async (code, answer) => {
    await serveCodes([], async () => ({}));
    await house.page.goto(house.url);
    await house.button('Tengo un código').click();
    await enter(code);
    await house.page.getByText(answer).waitFor();
  });

  const tokenFor = async (id: string) => ({
    token: (await house.room.deps().tokens.issue({ conversationId: id })).token,
  });
});

describe('a summary', () => {
  beforeEach(async () => {
    await house.begin();
    house.room.reply(house.id, SUMMARY, { channelData: { keep: true, secret: 'internal' } });
    await house.button('Guardar en el aparato').waitFor();
  });

  test('can be saved as a file with a name that tells nothing, and she is told that it stays', async () => {
    await house.page.getByText('Un archivo queda en el aparato').waitFor();
    const [file] = await Promise.all([
      house.page.waitForEvent('download'),
      house.button('Guardar en el aparato').click(),
    ]);
    expect(file.suggestedFilename()).toBe('notas.txt');
    expect(readFileSync(await file.path(), 'utf8')).toBe(SUMMARY);
    await house.picture('summary');
  });

  test('can be copied', async () => {
    await house.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await house.button('Copiar').click();
    await house.page.getByText('Copiado').waitFor();
    expect(await house.page.evaluate(() => navigator.clipboard.readText())).toBe(SUMMARY);
  });

  test('only a summary is offered to be kept', async () => {
    expect(await house.button('Guardar en el aparato').count()).toBe(1);
  });
});

describe('reading aloud', () => {
  /** Chromium here has no voices: a phone with these, which notes what it is told to say. */
  const withVoices = (...voices: { lang: string; localService: boolean }[]) =>
    house.page.addInitScript((given) => {
      const said: string[] = [];
      const speechSynthesis = Object.assign(new EventTarget(), {
        said,
        speaking: false,
        getVoices: () => given,
        cancel: () => said.push('cancel'),
        speak: ({ text, voice }: { text: string; voice: { lang: string } }) => said.push(`${voice.lang}: ${text}`),
      });
      Object.defineProperty(window, 'speechSynthesis', { value: speechSynthesis });
      Object.assign(window, {
        SpeechSynthesisUtterance: function Said(this: object, text: string) {
          Object.assign(this, { text });
        },
      });
    }, voices);
  const said = () => house.page.evaluate(() => (speechSynthesis as unknown as { said: string[] }).said);
  const loaded = () => house.page.waitForResponse('**/later/aloud.js');

  test('by a voice of the phone itself, the choices too, and silent on leaving', async () => {
    await withVoices({ lang: 'es-MX', localService: false }, { lang: 'es-ES', localService: true });
    await house.begin();
    await house.button('Escuchar').click();
    expect(await said()).toEqual(['cancel', expect.stringMatching(/^es-ES: ¿Qué quieres.*Casa\. Trabajo\. Salud$/s)]);
  });

  test.each([
    ['a voice that sends her words away', { lang: 'es-ES', localService: false }],
    ['a voice of another language', { lang: 'fr-FR', localService: true }],
  ])('%s is never used', async (_label, voice) => {
    await withVoices(voice);
    await Promise.all([loaded(), house.begin()]);
    await house.page.locator('.aloud').waitFor({ state: 'attached' });
    expect(await house.page.locator('.aloud').isVisible()).toBe(false);
  });

  test.each([
    ['/audio/es/a.mp3', true],
    ['https://elsewhere.example/a.mp3', false],
  ])('a recording at %s is played: %s', async (audio, offered) => {
    await house.begin();
    const asked = house.page.waitForRequest('**/audio/es/a.mp3');
    asked.catch(() => {});
    house.room.reply(house.id, 'escucha', { channelData: { audio } });
    const button = house.page.locator('.message', { hasText: 'escucha' }).locator('.aloud');
    await button.waitFor({ state: 'attached' });
    expect(await button.isVisible()).toBe(offered);
    if (!offered) return;
    await button.click();
    expect((await asked).resourceType()).toBe('media');
  });
});
