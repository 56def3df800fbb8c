import type { Language } from '../../dialogs/terms.js';
import type { Card, Reason } from '../directory/contract.js';
import type { Locale } from '../locale/locale.js';

/** Reasons worth telling her; the others are for coordinators. */
export const TOLD: readonly Reason[] = [
  'near',
  'region',
  'other-region',
  'kind',
  'language',
  'women-only',
  'no-status-needed',
  'national',
];

const COSTS = {
  free: 'card.free',
  'by-income': 'card.byIncome',
  'partly-free': 'card.partlyFree',
  paid: 'card.paid',
} as const;

/** How a service is told: what it does, why it fits, its number, hours, cost and how old the source is. */
export function cardText(card: Card, because: readonly Reason[], language: Language, locale: Locale): string {
  const say = (key: string, values?: Record<string, string>) => locale.text(language, `common:${key}`, values);
  const why = TOLD.filter((reason) => because.includes(reason)).slice(0, 2);
  return [
    card.name,
    card.does,
    why
      .map((reason) => say(`card.because.${reason}`))
      .filter(Boolean)
      .join(' · '),
    ...card.phones.map(({ display, free }) => `☎ ${display}${free ? ` (${say('card.free')})` : ''}`),
    card.whatsapp && `WhatsApp ${card.whatsapp}`,
    card.address && `⌂ ${card.address}`,
    [hours(card, say), card.cost && !card.phones.some(({ free }) => free) && say(COSTS[card.cost])]
      .filter(Boolean)
      .join(' · '),
    card.languages.length > 0 && say('card.languages', { list: languageList(card.languages, say) }),
    card.url,
    trust(card, say),
  ]
    .filter(Boolean)
    .join('\n');
}

/** How old what we know is, and whether we checked it. */
function trust({ confirmedAt, sourceDate }: Card, say: Say): string | undefined {
  if (confirmedAt) return say('card.confirmed', { date: confirmedAt });
  return sourceDate ? say('card.source', { date: sourceDate }) : say('card.undated');
}

type Say = (key: string, values?: Record<string, string>) => string | undefined;

function languageList(codes: string[], say: Say): string {
  return codes.map((code) => say(`languageNames.${code}`) ?? code).join(', ');
}

function hours(card: Card, say: Say): string | undefined {
  if (card.open === 'unknown') return say('card.hoursUnknown');
  if (card.open === 'open')
    return card.changesAt ? say('card.open', { time: timeOf(card.changesAt) }) : say('card.openAlways');
  if (!card.changesAt) return say('card.hoursUnknown');
  const day =
    say(`days.${new Date(`${card.changesAt.slice(0, 10)}T12:00:00Z`).getUTCDay()}`) ?? card.changesAt.slice(0, 10);
  return say('card.closed', { day, time: timeOf(card.changesAt) });
}

const timeOf = (local: string) => local.slice(11, 16);
