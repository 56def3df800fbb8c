/**
 * Beginnings of words that tell what this chat is about, in all languages, without accents. A locked screen must not
 * show them, and the neutral face must not say them.
 */
const TELLING = [
  // violence and danger
  ...['violen', 'gewel', 'maltrat', 'abus', 'misbru', 'mishand', 'agress', 'agres', 'batt', 'beat', 'golpe', 'coups'],
  ...['danger', 'peligr', 'perig', 'gevaar', 'amenaz', 'ameac', 'menac', 'dreig', 'threat', 'acos', 'harcel', 'stalk'],
  ...['viol', 'verkracht', 'rape', 'estupr', 'victim', 'vitim', 'slachtoffer', 'safe', 'segura', 'veilig', 'surete'],
  // women and their partners
  ...['mujer', 'mulher', 'femme', 'vrouw', 'wom', 'femin', 'pareja', 'parceir', 'partner', 'conjoint', 'novio'],
  ...['marido', 'mari ', 'husband', 'echtgeno', 'divor', 'echtscheid'],
  // places and people who help
  ...['ayud', 'ajud', 'aide', 'hulp', 'help', 'refug', 'abrig', 'acogid', 'shelter', 'opvang', 'polic', 'politi'],
  ...['abogad', 'advog', 'avocat', 'advoca', 'lawyer', 'psic', 'psy', 'denunci', 'plainte', 'aangifte', 'apoyo'],
  // death
  ...['suicid', 'zelfmoord', 'zelfdod', 'morir', 'morrer', 'mourir', 'matar', 'tuer', 'moord', 'kill', 'murder'],
  // papers and rights
  ...['derech', 'direit', 'droit', 'recht', 'right', 'asil', 'asyl', 'migra', 'immigra', 'residen', 'verblijf', 'visa'],
  // the face itself
  ...['ocult', 'escond', 'cach', 'verberg', 'verborg', 'hide', 'hidden', 'geheim'],
] as const;

const TELLS = new RegExp(`(^|[^a-z])(${TELLING.join('|')})`);

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The beginning of the first word in a text that tells what this chat is about; undefined where none does. */
export const telling = (text: string): string | undefined => TELLS.exec(fold(text))?.[2]?.trim();
