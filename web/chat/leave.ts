import { part } from './dom.js';

const TIMES = 3;
const WITHIN_MS = 5_000;

/** Calls back when Shift was pressed three times within five seconds and no other key between. */
export function onThreeShifts(callback: () => void): (key: string, repeat: boolean, at: number) => void {
  let pressed: number[] = [];
  return (key, repeat, at) => {
    if (repeat) return;
    pressed = key === 'Shift' ? [...pressed, at].filter((time) => at - time < WITHIN_MS) : [];
    if (pressed.length >= TIMES) callback();
  };
}

/** Leaves at once and without asking: first the screen, then everything else. */
function leaveNow(close: () => void): void {
  document.documentElement.hidden = true;
  document.body.replaceChildren();
  close();
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch {
    // Storage may be switched off altogether; then nothing is in it.
  }
  location.replace(document.documentElement.dataset['exit'] ?? 'about:blank');
}

/** Puts the exit to work. @param close ends the conversation on the server, without waiting */
export function prepareLeaving(close: () => void): void {
  const leave = () => leaveNow(close);
  part('leave').addEventListener('click', leave);
  const watch = onThreeShifts(leave);
  addEventListener('keydown', (event) => watch(event.key, event.repeat, event.timeStamp), true);
}
