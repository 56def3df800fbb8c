import type { Session } from '../../dialogs/session.js';
import type { Language } from '../../dialogs/terms.js';
import type { Directory } from '../directory/contract.js';
import type { Locale } from '../locale/locale.js';

/** One message on every channel, in characters. */
const MOST_CHARACTERS = 4_096;

export interface SummaryContext {
  language: Language;
  at: number;
  session: Session;
  /** A person was asked for and is to answer. */
  personAsked: boolean;
}

export interface SummaryDeps {
  locale: Locale;
  directory: Directory;
  /** The day where the organisation is, as dd/mm/yyyy. */
  day: (at: number) => string;
}

/** What she may keep: the day first, then the topic in neutral words, place, services with numbers, what was agreed. */
export function summaryText(services: readonly string[], context: SummaryContext, deps: SummaryDeps): string {
  const { language, at, session } = context;
  const say = (key: string, values?: Record<string, string>) => deps.locale.text(language, key, values);
  const { need, place } = session.slots;
  const topic = need && say(`common:summary.topics.${need.value}`);
  const where = place && (place.value.city ?? say(`place:where.choices.${place.value.region}`));
  const head = [
    say('common:summary.title', { date: deps.day(at) }),
    topic && say('common:summary.topic', { topic }),
    where && say('common:summary.place', { place: where }),
  ];
  const foot = [context.personAsked && say('common:summary.person'), say('common:summary.end')];
  const lines = services.flatMap((id) => serviceLine(id, language, at, deps));
  const intro = lines.length > 0 ? say('common:summary.services') : undefined;
  return within([joined(head), joined([intro, ...lines]), joined(foot)], lines);
}

const joined = (lines: (string | false | undefined)[]): string => lines.filter(Boolean).join('\n');

/** Whole lines only: where there were too many, the last are left out. */
function within(parts: string[], lines: string[]): string {
  const text = parts.filter(Boolean).join('\n\n');
  const last = lines.at(-1);
  if (text.length <= MOST_CHARACTERS || last === undefined) return text;
  return within(
    parts.map((part) => part.replace(`\n${last}`, '')),
    lines.slice(0, -1),
  );
}

function serviceLine(id: string, language: Language, at: number, { directory }: SummaryDeps): string[] {
  const card = directory.card(id, language, at);
  if (!card) return [];
  const ways = [
    ...card.phones.map(({ display }) => `☎ ${display}`),
    ...(card.whatsapp ? [`WhatsApp ${card.whatsapp}`] : []),
  ];
  return [[`• ${card.name}`, ...(ways.length > 0 ? ways : [card.url ?? ''])].filter(Boolean).join('\n  ')];
}
