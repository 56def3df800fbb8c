import type { Language } from '../../dialogs/terms.js';
import type { DangerData } from './danger/data.js';
import type { ConceptsData } from './model/concepts.js';
import type { Model } from './model/model.js';
import type { PlaceFacts } from './placeFacts.js';
import type { WordsData } from './words/data.js';

/** What staff wrote, as read from the data files; the examples apart. */
export interface UnderstandingData {
  places: PlaceFacts;
  danger: DangerData;
  words: Partial<Record<Language, WordsData>>;
  concepts: ConceptsData;
  /** Words on the buttons of the flows. */
  buttons: readonly string[];
}

/** What was learnt from the examples. */
export interface Learnt {
  meaning: Model;
  languages: Model;
  /** Words of the examples: they are right as they are. */
  known: readonly string[];
}
