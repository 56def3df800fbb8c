import { part } from './dom.js';

/** The box she writes in: Enter sends, Shift and Enter make a new line. */
export function prepareComposer(onWritten: (text: string) => void): void {
  const words = part<HTMLTextAreaElement>('words');
  const form = part<HTMLFormElement>('form');
  const adjust = () => {
    words.style.height = 'auto';
    words.style.height = `${words.scrollHeight + 3}px`;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const written = words.value.trim();
    if (written === '') return words.focus();
    words.value = '';
    adjust();
    onWritten(written);
  });
  words.addEventListener('input', adjust);
  words.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
