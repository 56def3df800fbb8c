import { make } from '../dom.js';
import type { Tools } from '../extras.js';

/** Tells nothing to somebody who sees it among her files. */
const FILE_NAME = 'notas.txt';
/** As long as a browser may need to begin writing the file. */
const TAKEN_MS = 10_000;

/** Made here, so that no server is asked for it. */
function save(words: string): void {
  const href = URL.createObjectURL(new Blob([words], { type: 'text/plain;charset=utf-8' }));
  make('a', { href, download: FILE_NAME }).click();
  setTimeout(() => URL.revokeObjectURL(href), TAKEN_MS);
}

/** Lets her keep a summary: as a file, or to paste it where she likes. */
export function offerSummary(place: HTMLElement, words: string, { worded }: Tools): void {
  const note = worded(make('p', { className: 'note' }), 'saveNote');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(words);
      worded(note, 'copied');
    } catch {
      worded(note, 'notCopied');
    }
  };
  const button = (key: string, onclick: () => void) => worded(make('button', { type: 'button', onclick }), key);
  note.setAttribute('role', 'status');
  place.append(
    button('save', () => save(words)),
    button('copy', () => void copy()),
    note,
  );
}
