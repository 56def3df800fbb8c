import { part } from './dom.js';
import { framed, LEAVE, leaveHost } from './frame.js';
import { watchShifts } from './shifts.js';

/** Leaves at once and without asking: first the screen, then everything else. */
function leaveNow(close: () => void): void {
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  // A voice would go on reading over the next page.
  window.speechSynthesis?.cancel();
  close();
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch {
    // Storage may be switched off altogether; then nothing is in it.
  }
  const exit = document.documentElement.dataset['exit'] ?? 'about:blank';
  if (framed) leaveHost(exit);
  else location.replace(exit);
}

/** Puts the exit to work. @param close ends the conversation on the server, without waiting */
export function prepareLeaving(close: () => void): void {
  let left = false;
  const leave = () => {
    if (left) return;
    left = true;
    leaveNow(close);
  };
  part('leave').addEventListener('click', leave);
  watchShifts(leave);
  // She may press the keys while the page around this one has the focus.
  addEventListener('message', ({ data, source }) => {
    if (framed && source === window.parent && data?.type === LEAVE) leave();
  });
}
