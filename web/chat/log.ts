import { choiceButtons, disableChoices, type Tap } from './choices.js';
import { make, part } from './dom.js';
import { addExtras } from './extras.js';
import type { Message, ShownActivity } from './line.js';
import { linked } from './linked.js';
import { worded } from './texts.js';

/** Our ids end with the client's own, so her message is known when it comes back. */
const keyOf = (activity: ShownActivity) => activity.id.slice(activity.id.indexOf('|') + 1);

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** The first use of a browser's own formats takes a slow phone a fifth of a second: only another day is worth that. */
function timeOf(date: Date): HTMLTimeElement {
  const today = date.toDateString() === new Date().toDateString();
  const time = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  const { lang } = document.documentElement;
  const day = today ? '' : `${date.toLocaleDateString(lang, { day: 'numeric', month: 'short' })}, `;
  return make('time', { dateTime: date.toISOString() }, day + time);
}

interface Row {
  element: HTMLElement;
  under: HTMLElement;
  waiting: boolean;
}

/** The messages on screen, in the server's order; what is still on its way stands last. */
export class Log {
  private readonly log = part('log');
  private readonly scroll = part('scroll');
  private readonly rows = new Map<string, Row>();
  /** The first row of what is new. */
  private unseen: HTMLElement | undefined;

  constructor(
    private readonly onTap: (tap: Tap) => void,
    private readonly onAgain: () => void,
  ) {}

  /** Her message as soon as she sent it. */
  showOwn(message: Message): void {
    const row = this.addRow(message.clientId, 'own', message.text);
    row.waiting = true;
    row.under.replaceChildren('…');
    this.settleChoices();
    this.newest(row, true);
    this.reveal();
  }

  showSent(message: Message, at: Date): void {
    const row = this.rows.get(message.clientId);
    row?.under.replaceChildren(timeOf(at));
  }

  showNotSent(message: Message): void {
    const row = this.rows.get(message.clientId);
    const again = worded(make('button', { type: 'button', onclick: this.onAgain }), 'retry');
    row?.under.replaceChildren(worded(make('span'), 'notSent'), again);
  }

  /** A message from the server. @returns false when it was there already */
  show(activity: ShownActivity): boolean {
    const known = this.rows.get(keyOf(activity));
    if (known) return this.confirm(known, activity);
    const own = activity.from.role === 'user';
    const row = this.addRow(keyOf(activity), own ? 'own' : '', activity.text, activity);
    row.under.append(timeOf(new Date(activity.timestamp)));
    if (own) this.settleChoices();
    else void addExtras(row.under, activity);
    this.newest(row, own);
    const actions = activity.suggestedActions?.actions ?? [];
    if (actions.length > 0) this.askWith(row, activity);
    return true;
  }

  clear(): void {
    this.rows.clear();
    this.log.replaceChildren();
    this.unseen = undefined;
  }

  /** Moves the view to the beginning of what is new: her message with its answer, or what somebody wrote her later. */
  reveal(): void {
    this.unseen?.scrollIntoView({ block: 'start' });
    if (!this.log.lastElementChild?.matches('.own')) this.unseen = undefined;
  }

  private newest({ element }: Row, own: boolean): void {
    if (own || !this.unseen) this.unseen = element;
  }

  private askWith(row: Row, activity: ShownActivity): void {
    disableChoices(this.log);
    row.element.after(choiceButtons(activity.suggestedActions?.actions ?? [], this.onTap));
  }

  private confirm(row: Row, activity: ShownActivity): boolean {
    if (!row.waiting) return false;
    row.waiting = false;
    this.showSent({ clientId: keyOf(activity), text: '' }, new Date(activity.timestamp));
    // What the server put before it must stand before it; moving is rare, and read out once more.
    const first = this.firstWaiting();
    if (first && first.compareDocumentPosition(row.element) & Node.DOCUMENT_POSITION_FOLLOWING)
      first.before(row.element);
    return false;
  }

  private firstWaiting(): HTMLElement | undefined {
    return [...this.rows.values()].find((row) => row.waiting)?.element;
  }

  private addRow(key: string, side: string, words: string, activity?: ShownActivity): Row {
    const who = activity?.from.name
      ? make('b', { className: 'under' }, activity.from.name)
      : worded(make('span', { className: 'unseen' }), side ? 'you' : 'bot');
    const bubble = make('div', { className: 'bubble', dir: 'auto' }, ...linked(words));
    if (activity?.locale) bubble.lang = activity.locale;
    const under = make('div', { className: 'under' });
    // The time and what is added to it later are not news to who listens; that hers was not sent is.
    if (!side) under.setAttribute('aria-live', 'off');
    const element = make('div', { className: `message ${side}` }, who, bubble, under);
    const first = activity && this.firstWaiting();
    if (first) first.before(element);
    else this.log.append(element);
    const row = { element, under, waiting: false };
    this.rows.set(key, row);
    return row;
  }

  private settleChoices(): void {
    // A button that is turned off loses the focus; it goes to the messages, not to the top of the page.
    if (this.scroll.contains(document.activeElement)) this.scroll.focus({ preventScroll: true });
    disableChoices(this.log);
  }
}

/** All that is left when a conversation was closed or erased. */
export function endedNote(onRestart: () => void): HTMLElement {
  const restart = worded(make('button', { type: 'button', onclick: onRestart }), 'restart');
  return make('div', { className: 'choices' }, worded(make('p'), 'ended'), restart);
}
