import { part } from './dom.js';
import { tools } from './extras.js';
import type { Line } from './line.js';
import { worded } from './texts.js';

/** The small panel for going on elsewhere. @param onTaken a code brought a conversation */
export function preparePanel(line: Line, onTaken: () => void): void {
  const [panel, more] = [part('panel'), part('more')];
  const show = (shown: boolean) => {
    panel.hidden = !shown;
    more.setAttribute('aria-expanded', String(shown));
    if (!shown) more.focus();
  };
  const taken = () => {
    show(false);
    onTaken();
  };
  const open = async () => {
    if (!panel.hidden) return show(false);
    const { fillKeep } = await import('./later/keep.js');
    fillKeep(panel, line, taken, tools);
    show(true);
    panel.querySelector<HTMLElement>('input, button')?.focus();
  };
  const tryOpen = () => void open().catch(() => worded(part('notice'), 'offline'));
  more.addEventListener('click', tryOpen);
  part('have-code').addEventListener('click', tryOpen);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });
}
