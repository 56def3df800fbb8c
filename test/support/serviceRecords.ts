import type { Language } from '../../dialogs/terms.js';
import type { Service as ServiceRecord } from '../../src/directory/schema.js';
import { data, directory } from '../directory/support.js';

/** The records whose name, in this language, heads one of these texts and whose number stands in it. */
export function servicesIn(texts: string[], language: Language): ServiceRecord[] {
  return data.services.filter(({ id }) => {
    const card = directory.card(id, language, Date.now());
    const numbers = card?.phones.map(({ display }) => display) ?? [];
    return texts.some((text) => text.startsWith(`${card?.name}\n`) && numbers.some((number) => text.includes(number)));
  });
}
