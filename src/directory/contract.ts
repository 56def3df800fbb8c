import type { TeamBack } from '../../dialogs/input.js';
import type { Place } from '../../dialogs/meaning.js';
import type { Danger, Language, Level, Need, Region } from '../../dialogs/terms.js';

/** Why a service was placed where it is, or left out. Codes only; the words are in locales. */
export type Reason =
  | 'need'
  | 'kind'
  | 'region'
  | 'near'
  | 'national'
  | 'level'
  | 'language'
  | 'language-unknown'
  | 'open-now'
  | 'closed-now'
  | 'hours-unknown'
  | 'women-only'
  | 'no-status-needed'
  | 'children'
  | 'other-need'
  | 'other-region'
  | 'other-kind'
  | 'inactive'
  | 'already-offered'
  | 'emergency-only'
  /** It fits, but others fit better and the limit was reached. */
  | 'lower-rank';

export interface Wish {
  need: Need;
  kind?: string;
  place?: Place;
  language: Language;
  children?: string;
  danger: Danger;
  except: string[];
  /** Milliseconds since 1970. */
  at: number;
  limit: number;
}

export interface Offer {
  id: string;
  because: Reason[];
}

export interface Match {
  offers: Offer[];
  /** Those that fitted next best, at most ten. */
  next: string[];
  /** How many of all the others were left out for which reason; reasons that held for none are missing. */
  leftOut: Partial<Record<Reason, number>>;
  /** Nothing of her own region fitted; offers, if any, serve the whole country. */
  nationalOnly: boolean;
}

/** A card as she sees it, in her language. */
export interface Card {
  id: string;
  name: string;
  /** One line: what it does. */
  does: string;
  phones: { number: string; display: string; free?: boolean }[];
  url?: string;
  whatsapp?: string;
  address?: string;
  cost?: 'free' | 'by-income' | 'partly-free' | 'paid';
  languages: string[];
  open: 'open' | 'closed' | 'unknown';
  /** Next opening or closing, ISO local "YYYY-MM-DDTHH:mm", where known. */
  changesAt?: string;
  /** Latest date of the source: a day, a month or a year (ISO 8601); undefined: the source carries no date. */
  sourceDate?: string;
  /** ISO date staff confirmed it; undefined: not confirmed by us. */
  confirmedAt?: string;
}

/** Which services fit a person, and why or why not. Reads data loaded at start; pure but for that. */
export interface Directory {
  match(wish: Wish): Match;
  card(id: string, language: Language, at: number): Card | undefined;
  /** Lines of this need (or any crisis) that answer right now, nearest first; never empty: emergency numbers are always there. */
  openLines(query: { need?: Need; danger: Danger; place?: Place; language: Language; at: number }): string[];
  /** When the team is there again, by its own hours; undefined while they are open, unknown, or closed for two weeks. */
  teamBack(at: number): TeamBack | undefined;
  has(id: string): boolean;
  regions: readonly Region[];
  levelOf(need: Need, danger: Danger): Level;
}
