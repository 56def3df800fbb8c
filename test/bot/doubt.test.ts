import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Language } from '../../dialogs/terms.js';
import { type Keeping, keep } from '../support/keeping.js';
import { eventually } from '../support/service.js';
import { openService, type ServiceHouse } from '../support/serviceHouse.js';
import { partsOfTests } from '../support/transcripts.js';

let house: Keeping;
let service: ServiceHouse;
let text: (language: Language, key: string) => string;
beforeEach(async () => {
  house = await keep();
  service = await openService(house);
  const { locale } = await partsOfTests();
  text = (language, key) => locale.text(language, key) ?? '';
});
afterEach(async () => {
  expect(service.errors).toEqual([]);
  await house.end();
});

describe('asked whether there is danger', () => {
  test.each<[Language, string, string]>([
    ['es', 'hola', 'ayuda'],
    ['fr', 'bonjour', 'aide'],
    ['en', 'hello', 'help'],
    ['pt', 'oi, preciso de ajuda', 'ajuda'],
    ['nl', 'goedendag', 'Ik weet het niet'],
  ])('in %s, after "%s", "%s" counts as yes', async (language, greeting, words) => {
    await service.say(greeting);
    expect(await service.say('auxilio')).toContain(text(language, 'danger-check:now.text'));
    expect(await service.say(words)).toContain(text(language, 'danger:start.text'));
    expect(await eventually(() => service.alerts.length > 0 && service.alerts)).toMatchObject([{ urgency: 'high' }]);
  });

  test('the question comes again after a picture and in another language', async () => {
    for (const words of ['hola', 'auxilio']) await service.say(words);
    const picture = await service.send({ type: 'message', text: '', channelData: { medium: 'sticker' } });
    expect(picture).toContain(text('es', 'danger-check:now.text'));
    await service.say('idioma');
    expect(await service.say('nl')).toContain(text('nl', 'danger-check:now.text'));
    expect(await service.say('nee')).not.toContain(text('nl', 'danger-check:now.text'));
  });
});

test('the very words of a choice answer its question, whatever they ask for elsewhere', async () => {
  for (const words of ['hola', 'sí']) await service.say(words);
  const asked = await service.say(text('es', 'orientation:need.choices.integration'));
  expect(asked).toContain(text('es', 'integration:kind.text'));
});
