import { part } from './dom.js';
import { linked } from './linked.js';

const RIGHT_TO_LEFT = /^(ar|fa|he|ps|ur)$/;

let language = 'es';
/** The server lays the words of a first visit into the page, so that it speaks even when nothing more can be loaded. */
let words = JSON.parse(part('texts').textContent ?? '') as Record<string, string>;

/** A text of `locales/<language>/web.json`. */
export function text(key: string): string {
  return words[key] ?? '';
}

/** Ties an element's words to a key, so that they follow a change of language. */
export function worded<T extends HTMLElement>(element: T, key: string): T {
  element.dataset['text'] = key;
  element.replaceChildren(...linked(text(key)));
  return element;
}

/** Ties an element's name, which is only heard or shown on pointing at it, to a key. */
export function labelled<T extends HTMLElement>(element: T, key: string): T {
  element.dataset['label'] = key;
  element.setAttribute('aria-label', text(key));
  return element;
}

function each(name: string, apply: (element: HTMLElement, words: string) => void): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-${name}]`)) {
    const found = text(element.dataset[name] ?? '');
    if (found) apply(element, found);
  }
}

function applyAll(): void {
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.test(language) ? 'rtl' : 'ltr';
  document.title = text('title') || document.title;
  each('text', (element, value) => {
    // On a first visit the words stand there already, and a slow phone is spared the work.
    if (element.textContent !== value) element.replaceChildren(...linked(value));
  });
  each('label', (element, value) => element.setAttribute('aria-label', value));
  each('hint', (element, value) => element.setAttribute('placeholder', value));
  each('title', (element, value) => element.setAttribute('title', value));
}

/** Makes the page speak a language (`fr`, or `fr-BE`); stays as it is where its words cannot be loaded. */
export async function speak(locale: string): Promise<void> {
  const wanted = locale.slice(0, 2).toLowerCase();
  if (wanted === language || !/^[a-z]{2}$/.test(wanted)) return;
  try {
    const response = await fetch(`/chat/texts/${wanted}.json`);
    if (!response.ok) return;
    words = (await response.json()) as Record<string, string>;
    language = wanted;
    applyAll();
  } catch {
    // The words on screen stay.
  }
}

applyAll();
