import { type Activity, ActivityTypes } from 'botbuilder-core';
import type { Effect } from '../../dialogs/effect.js';
import type { Language } from '../../dialogs/terms.js';
import type { Offer } from '../directory/contract.js';
import type { Sounds } from '../locale/sounds.js';
import { cardText } from './cards.js';
import { MORE } from './paging.js';
import { type SummaryContext, type SummaryDeps, summaryText } from './summary.js';

/** So many choices every channel shows at once. */
const FEW = 10;

type Say = Extract<Effect, { type: 'say' }>;
type Ask = Extract<Effect, { type: 'ask' }>;

export interface RenderDeps extends SummaryDeps {
  sounds: Sounds;
}

export interface RenderContext extends SummaryContext {
  /** Where a text has a variant for it (`text_webchat`), that one is said. */
  channel: string;
  /** Why each service of this turn was offered. */
  offers: ReadonlyMap<string, Offer>;
}

/** The activities of a turn's words, in order. Data only; ids are given by the shell. */
export function render(effects: readonly Effect[], context: RenderContext, deps: RenderDeps): Partial<Activity>[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'say') return renderSay(effect, context, deps);
    if (effect.type === 'ask') return [renderAsk(effect, context, deps)];
    if (effect.type === 'summary') return [renderSummary(effect.services, context, deps)];
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
  const intro = textFor(say.text, context, deps, valuesOf(say, language, deps));
  const cards = (say.services ?? []).flatMap((id) => {
    const card = deps.directory.card(id, language, context.at);
    if (!card) return [];
    const text = cardText(card, context.offers.get(id)?.because ?? [], language, deps.locale);
    return [message(text, language, { channelData: { service: id } })];
  });
  const audio = soundOf(say.text, context, deps);
  return intro ? [message(intro, language, { ...(audio && { channelData: { audio } }) }), ...cards] : cards;
}

/** A value that is a text itself is said in her language. */
function valuesOf({ values, named }: Say, language: Language, { locale }: RenderDeps): Say['values'] {
  if (!named) return values;
  const texts = Object.entries(named).map(([name, key]) => [name, locale.text(language, key) ?? '']);
  return { ...values, ...Object.fromEntries(texts) };
}

/** Whether and how a channel's variant of a text is found is the same in every language: the check sees to it. */
function textFor(
  key: string,
  { language, channel }: RenderContext,
  { locale }: RenderDeps,
  values?: Say['values'],
): string | undefined {
  return locale.text(language, `${key}_${channel}`, values) ?? locale.text(language, key, values);
}

/** What she may keep, marked so that a page can offer to. */
function renderSummary(services: string[], context: RenderContext, deps: RenderDeps): Partial<Activity> {
  return message(summaryText(services, context, deps), context.language, { channelData: { keep: true } });
}

/** Where a text can be heard, for whoever wants to hear it. */
const soundOf = (key: string, { session, language }: RenderContext, { sounds }: RenderDeps): string | undefined =>
  session.audio ? sounds.url(language, key) : undefined;

function renderAsk(ask: Ask, context: RenderContext, deps: RenderDeps): Partial<Activity> {
  const { language } = context;
  const audio = soundOf(ask.text, context, deps);
  const text = textFor(ask.text, context, deps) ?? '';
  const actions = ask.choices.map(({ slot, value, text: key }) => {
    const title = deps.locale.text(language, key) ?? value;
    return { type: 'messageBack', title, value: { slot, value } };
  });
  return message(text, language, {
    ...(actions.length > 0 && { suggestedActions: { to: [], actions } }),
    channelData: {
      listButton: deps.locale.text(language, 'common:list.open'),
      ...(actions.length > FEW && { more: { slot: MORE, title: deps.locale.text(language, 'common:list.more') } }),
      ...(ask.from && { from: ask.from }),
      ...(audio && { audio }),
    },
  });
}
