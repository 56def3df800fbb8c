import { describe, expect, test } from '@jest/globals';
import { LANGUAGES } from '../../dialogs/terms.js';
import { createDirectory } from '../../src/directory/directory.js';
import { displayNumber, isDialable } from '../../src/directory/phone.js';
import { latestDate } from '../../src/directory/sourceDate.js';
import { data, directory, NIGHT, service, TIME_ZONE, WORKING_HOUR } from './support.js';

describe('a card', () => {
  test('says what is known and leaves out the rest', () => {
    expect(directory.card('ecoute-violences-conjugales', 'nl', WORKING_HOUR)).toEqual({
      id: 'ecoute-violences-conjugales',
      name: 'Écoute Violences Conjugales',
      does: 'Gratis en anonieme lijn in het Frans: luistert en wijst de weg bij geweld door een partner of ex.',
      phones: [{ number: '+3280030030', display: '0800 30 030', free: true }],
      url: 'https://www.ecouteviolencesconjugales.be/',
      cost: 'free',
      languages: ['fr'],
      open: 'open',
      changesAt: '2026-07-14T19:00',
      sourceDate: '2026-08-06',
    });
  });

  test.each(LANGUAGES)('every record has one in %s, whole and short', (language) => {
    const cards = data.services.map(({ id }) => directory.card(id, language, NIGHT));
    expect(cards.filter((card) => !card?.name || !card.does || card.does.length > 140)).toEqual([]);
  });

  test('names the service in her language where there is a name', () => {
    expect(directory.card('101-police', 'pt', NIGHT)?.name).toBe('101 - Polícia');
    expect(directory.card('cpvs-bruxelles', 'nl', NIGHT)?.name).toBe('ZSG Brussel');
    expect(directory.card('telefonhilfe-108', 'es', NIGHT)?.name).toBe('Telefonhilfe');
  });

  test('shows the day on which staff confirmed the service', () => {
    const tiny = createDirectory(
      { ...data, services: [service({ confirmed: '2026-12-01', source_date: 'undated' })] },
      { timeZone: TIME_ZONE },
    );
    const card = tiny.card('a-service', 'es', WORKING_HOUR);
    expect(card?.confirmedAt).toBe('2026-12-01');
    expect(card?.sourceDate).toBeUndefined();
  });

  test('an unknown id has none', () => {
    expect(directory.card('no-such-service', 'es', NIGHT)).toBeUndefined();
    expect(directory.has('no-such-service')).toBe(false);
  });

  test('no card of a refuge shows an address', () => {
    const hidden = data.services.filter(({ notes = '' }) =>
      /(?:refuge|shelter|house)? ?address is (?:secret|confidential)/i.test(notes),
    );
    expect(hidden.length).toBeGreaterThan(3);
    const shown = hidden.filter(
      ({ id, address_public }) => directory.card(id, 'es', NIGHT)?.address && !address_public,
    );
    expect(shown).toEqual([]);
  });
});

describe('phone numbers', () => {
  test.each([
    ['+3280030030', '0800 30 030'],
    ['+3224112380', '02 411 23 80'],
    ['+32474857825', '0474 85 78 25'],
    ['112', '112'],
    ['1712', '1712'],
    ['116000', '116 000'],
    ['+5561982600610', '+55 61 98260 0610'],
  ])('%s is shown as %s', (number, display) => {
    expect(displayNumber(number)).toBe(display);
  });

  test('every number of the directory can be dialled', () => {
    const numbers = data.services.flatMap(({ phones = [], whatsapp }) => [
      ...phones.map(({ number }) => number),
      ...(whatsapp ? [whatsapp] : []),
    ]);
    expect(numbers.filter((number) => !isDialable(number))).toEqual([]);
  });

  test('a number that does not exist is not dialable', () => {
    expect(['+3221', 'abc', '+32000000000', '2000'].map(isDialable)).toEqual([false, false, false, false]);
  });
});

describe('the date of a source', () => {
  test.each([
    ['2026-08-06; 2020-04-15', '2026-08-06'],
    ['2020 (phone); 2019-01 (report); undated; 2024-12', '2024-12'],
    ['undated (2020 or later)', undefined],
    ['undated; undated (about 2016); 2026-02', '2026-02'],
    ['2026', '2026'],
  ])('%s is %s', (text, expected) => {
    expect(latestDate(text)).toBe(expected);
  });
});
