import { type Activity, ActivityTypes } from 'botbuilder';
import type { Effect } from '../../dialogs/effect.js';
import type { Language } from '../../dialogs/terms.js';
import type { Directory, Offer } from '../directory/contract.js';
import type { Locale } from '../locale/locale.js';
import type { Sounds } from '../locale/sounds.js';
import { cardText } from './cards.js';

type Say = Extract<Effect, { type: 'say' }>;
type Ask = Extract<Effect, { type: 'ask' }>;

export interface RenderDeps {
  locale: Locale;
  directory: Directory;
  sounds: Sounds;
}

export interface RenderContext {
  language: Language;
  at: number;
  /** Why each service of this turn was offered. */
  offers: ReadonlyMap<string, Offer>;
  /** She wants what is said as sound too. */
  audio?: boolean;
}

/** The activities of a turn's words, in order. Data only; ids are given by the shell. */
export function render(effects: readonly Effect[], context: RenderContext, deps: RenderDeps): Partial<Activity>[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'say') return renderSay(effect, context, deps);
    if (effect.type === 'ask') return [renderAsk(effect, context, deps)];
    return [];
  });
}

export const message = (text: string, language: Language, extra: Partial<Activity> = {}): Partial<Activity> => ({
  type: ActivityTypes.Message,
  text,
  locale: language,
  ...extra,
});

function renderSay(say: Say, context: RenderContext, deps: RenderDeps): Partial<Activity>[] {
  const { language } = context;
  const intro = deps.locale.text(language, say.text, say.values);
  const cards = (say.services ?? []).flatMap((id) => {
    const card = deps.directory.card(id, language, context.at);
    if (!card) return [];
    const text = cardText(card, context.offers.get(id)?.because ?? [], language, deps.locale);
    return [message(text, language, { channelData: { service: id } })];
  });
  const audio = soundOf(say.text, context, deps);
  return intro ? [message(intro, language, { ...(audio && { channelData: { audio } }) }), ...cards] : cards;
}

/** Where a text can be heard, for whoever wants to hear it. */
const soundOf = (key: string, { audio, language }: RenderContext, { sounds }: RenderDeps): string | undefined =>
  audio ? sounds.url(language, key) : undefined;

function renderAsk(ask: Ask, context: RenderContext, deps: RenderDeps): Partial<Activity> {
  const { language } = context;
  const audio = soundOf(ask.text, context, deps);
  const text = deps.locale.text(language, ask.text) ?? '';
  const actions = ask.choices.map(({ slot, value, text: key }) => {
    const title = deps.locale.text(language, key) ?? value;
    return { type: 'messageBack', title, text: title, displayText: title, value: { slot, value } };
  });
  return message(text, language, {
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
    channelData: { listButton: deps.locale.text(language, 'common:list.open'), ...(audio && { audio }) },
  });
}
