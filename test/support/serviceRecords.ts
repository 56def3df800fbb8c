import type { Language } from '../../dialogs/terms.js';
import type { Service as ServiceRecord } from '../../src/directory/schema.js';
import { data, directory } from '../directory/support.js';

/** The records whose name, in this language, heads a paragraph of these texts and whose number stands in it. */
export function servicesIn(texts: string[], language: Language): ServiceRecord[] {
  return data.services.filter(({ id }) => {
    const card = directory.card(id, language, Date.now());
    const numbers = card?.phones.map(({ display }) => display) ?? [];
    const heads = (text: string) => `\n\n${text}`.includes(`\n\n${card?.name}\n`);
    return texts.some((text) => heads(text) && numbers.some((number) => text.includes(number)));
  });
}
