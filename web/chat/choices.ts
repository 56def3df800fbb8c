import { make } from './dom.js';
import type { Action } from './line.js';
import { labelled } from './texts.js';

/** As many as any question has. */
const MAX_CHOICES = 20;

/** What a tap says and what it carries. */
export interface Tap {
  text: string;
  value?: unknown;
}

function tapOf(action: Action): Tap {
  const value = typeof action.value === 'object' ? action.value : undefined;
  const said = action.displayText ?? action.text ?? action.title;
  return value ? { text: said, value } : { text: typeof action.value === 'string' ? action.value : said };
}

/** The buttons of a question; they can be used once. */
export function choiceButtons(actions: Action[], onTap: (tap: Tap) => void): HTMLElement {
  const group = labelled(make('div', { className: 'choices', role: 'group' }), 'choices');
  for (const action of actions.slice(0, MAX_CHOICES))
    group.append(make('button', { type: 'button', onclick: () => onTap(tapOf(action)) }, action.title));
  return group;
}

/** Turns off every question above: answering one settles them. */
export function disableChoices(within: HTMLElement): void {
  for (const button of within.querySelectorAll<HTMLButtonElement>('.choices button')) button.disabled = true;
}
