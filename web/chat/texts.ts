import { linked } from './linked.js';

/** The page's own words, built in so that it speaks even when nothing more can be loaded. Others: `locales/<language>/web.json`. */
const SPANISH = {
  title: 'Notas',
  heading: 'Chat',
  write: 'Escribe aquí',
  send: 'Enviar',
  exit: 'Salir',
  exitNote:
    '«Salir» cierra esta página al instante y abre otra. El historial del navegador puede seguir mostrando la visita.',
  keyboardHint: 'Para salir rápido: pulsa tres veces la tecla Mayús (Shift).',
  notSent: 'No se envió',
  retry: 'Intentar de nuevo',
  offline: 'Sin conexión. Lo que escribas espera aquí.',
  you: 'Tú',
  bot: 'Programa',
  languageLabel: 'Idioma',
  emergency: 'Emergencia: 112 · Policía: 101',
  history: 'Mensajes',
  choices: 'Respuestas posibles',
  ended: 'Este chat terminó. En esta página ya no queda nada de él.',
  restart: 'Empezar de nuevo',
};

export type TextKey = keyof typeof SPANISH;

let language = 'es';
let words: Record<string, string> = SPANISH;

export function text(key: TextKey): string {
  return words[key] ?? SPANISH[key];
}

/** Ties an element's words to a key, so that they follow a change of language. */
export function worded<T extends HTMLElement>(element: T, key: TextKey): T {
  element.dataset['text'] = key;
  element.replaceChildren(...linked(text(key)));
  return element;
}

function each(name: string, apply: (element: HTMLElement, words: string) => void): void {
  for (const element of document.querySelectorAll<HTMLElement>(`[data-${name}]`))
    apply(element, text(element.dataset[name] as TextKey));
}

function applyAll(): void {
  document.documentElement.lang = language;
  document.title = text('title');
  each('text', (element, value) => element.replaceChildren(...linked(value)));
  each('label', (element, value) => element.setAttribute('aria-label', value));
  each('hint', (element, value) => element.setAttribute('placeholder', value));
  each('title', (element, value) => element.setAttribute('title', value));
}

/** Makes the page speak a language (`fr`, or `fr-BE`); stays as it is where its words cannot be loaded. */
export async function speak(locale: string): Promise<void> {
  const wanted = locale.slice(0, 2).toLowerCase();
  if (wanted === language || !/^[a-z]{2}$/.test(wanted)) return;
  await load(wanted);
}

/** Loads the words of a language; also what staff changed of the Spanish ones. */
export async function load(wanted: string): Promise<void> {
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
