import type { Command, Danger, Language, Need, Region, Request } from './terms.js';

/** Where she lives now, as far as one message tells. */
export interface Place {
  region: Region;
  /** Four digits, Belgian. */
  postcode?: string;
  /** The municipality's or city's usual name. */
  city?: string;
}

/** What one message says, whatever the state. `because` names rules, never her words. */
export interface Meaning {
  /** In which most of the message is written, where it shows. */
  language?: Language;
  /** The language that she asks for. */
  wished?: Language;
  danger: Danger;
  /** False: danger is suspected only, and she is asked gently first. */
  sure: boolean;
  /** Up to three, likeliest first. */
  needs: Need[];
  /** True when the first need is certain enough to be used without asking. */
  needSure: boolean;
  /** A topic under the first need (a tag of that flow's `kind` question), where the words name it. */
  kind?: string;
  place?: Place;
  command?: Command;
  /** Narrows `restart`: one step back, or the list of needs. */
  restart?: 'back' | 'menu';
  /** A setting of hers that she asks for; the message says nothing else. */
  request?: Request;
  /** The words that end the neutral face for whoever forgot her own word; the message says nothing else. */
  returns?: boolean;
  /** She used a word that closes the conversation at once. */
  safeWord?: boolean;
  /** A child seems to be writing. */
  minor?: boolean;
  /** She writes for somebody else. */
  forOther?: boolean;
  /** She offers help (volunteer, donor, specialist) rather than asking for it. */
  supporter?: boolean;
  greeting?: boolean;
  /** Thanks, a goodbye or "nothing more", and nothing else. */
  farewell?: boolean;
  because: string[];
}

/** A message that says nothing that the core must act on. */
export const NOTHING: Meaning = { danger: 'none', sure: true, needs: [], needSure: false, because: [] };

/** Never taken for anything else that she may be answering. */
export const tellsOfViolence = ({ needs, needSure }: Meaning): boolean => needSure && needs[0] === 'violence';
