import type { Language } from '../../dialogs/terms.js';
import type { Card } from './contract.js';
import type { Hours } from './hours.js';
import { displayNumber } from './phone.js';
import type { Phone, Service } from './schema.js';
import { latestDate } from './sourceDate.js';
import type { NameLanguage } from './vocabulary.js';

/** Which name to show where there is none in her language. */
const NAME_ORDER: Readonly<Record<Language, readonly NameLanguage[]>> = {
  es: ['es', 'fr', 'en', 'nl', 'pt', 'de'],
  pt: ['pt', 'fr', 'en', 'nl', 'es', 'de'],
  fr: ['fr', 'en', 'nl', 'de', 'es', 'pt'],
  nl: ['nl', 'en', 'fr', 'de', 'es', 'pt'],
  en: ['en', 'fr', 'nl', 'de', 'es', 'pt'],
};

/** A service as she sees it. What is not known is left out, never guessed. */
export function toCard(service: Service, hours: Hours, language: Language, at: number): Card {
  const { url, whatsapp, cost, confirmed } = service;
  const address = addressOf(service);
  const sourceDate = latestDate(service.source_date);
  return {
    id: service.id,
    name: nameIn(service, language),
    does: service.does[language],
    phones: (service.phones ?? []).filter(isFirstOfNumber).map(toPhone),
    ...(url && { url }),
    ...(whatsapp && { whatsapp }),
    ...(address && { address }),
    ...(cost && { cost }),
    languages: [...(service.languages ?? [])],
    ...hours(at),
    ...(sourceDate && { sourceDate }),
    ...(confirmed && { confirmedAt: confirmed }),
  };
}

/** The name in her language, else in the one she reads most easily. */
export function nameIn({ name, id }: Service, language: Language): string {
  const found = NAME_ORDER[language].find((known) => name[known] !== undefined);
  return (found && name[found]) ?? id;
}

function isFirstOfNumber({ number }: Phone, index: number, phones: Phone[]): boolean {
  return phones.findIndex((phone) => phone.number === number) === index;
}

function toPhone({ number, free }: Phone): Card['phones'][number] {
  return { number, display: displayNumber(number), ...(free !== undefined && { free }) };
}

function addressOf({ address, postcode, city }: Service): string | undefined {
  if (!address) return undefined;
  return [address, [postcode, city].filter(Boolean).join(' ')].filter(Boolean).join(', ');
}
