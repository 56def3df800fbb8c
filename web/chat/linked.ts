import { make } from './dom.js';
import { toPieces } from './links.js';

/** A text as nodes: addresses open apart and tell nobody where she came from, numbers can be called. */
export function linked(text: string): Node[] {
  const lines = (document.documentElement.dataset['lines'] ?? '').split(' ');
  return toPieces(text, lines).map(({ text: words, href }) => {
    if (!href) return document.createTextNode(words);
    const apart = href.startsWith('https:') ? { target: '_blank' } : {};
    return make('a', { href, rel: 'noreferrer noopener', ...apart }, words);
  });
}
