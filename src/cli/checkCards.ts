import { join } from 'node:path';
import { LIMITS } from '../../dialogs/inspect.js';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import { cardText, TOLD } from '../bot/cards.js';
import type { Content } from '../content/load.js';
import type { Directory } from '../directory/contract.js';
import { createDirectory } from '../directory/directory.js';
import { loadDirectory } from '../directory/load.js';
import { createLocale, type Locale } from '../locale/locale.js';
import { projectRoot } from '../parts.js';

/** A card that is longer than a message. */
export interface LongCard {
  id: string;
  language: Language;
  length: number;
}

/** Every service as it is told in every language, with the longest reasons, held against the length of a message. */
export function longCards(ids: string[], directory: Directory, locale: Locale, at: number): LongCard[] {
  return LANGUAGES.flatMap((language) => {
    const lengthOf = (reason: string) => locale.text(language, `common:card.because.${reason}`)?.length ?? 0;
    const because = [...TOLD].sort((one, other) => lengthOf(other) - lengthOf(one)).slice(0, 2);
    return ids.flatMap((id) => {
      const card = directory.card(id, language, at);
      const length = card ? cardText(card, because, language, locale).length : 0;
      return length > LIMITS.say ? [{ id, language, length }] : [];
    });
  });
}

/** Prints the cards that are too long, and what to do. @returns how many */
export async function checkCards(texts: Content['texts'], now: number): Promise<number> {
  const data = loadDirectory(join(projectRoot, 'directory'));
  const directory = createDirectory(data, { timeZone: 'Europe/Brussels' });
  const ids = data.services.map(({ id }) => id);
  const long = longCards(ids, directory, await createLocale(texts, { name: '' }), now);
  for (const { id, language, length } of long)
    console.log(
      `✗ directory/services ${id} (${language}): its card has ${length} characters; a message takes ${LIMITS.say}. Shorten its texts by ${length - LIMITS.say}.`,
    );
  console.log(`cards: ${long.length} too long`);
  return long.length;
}
