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

/** Listens to a window's keys. */
export function watchShifts(callback: () => void): void {
  const watch = onThreeShifts(callback);
  addEventListener('keydown', (event) => watch(event.key, event.repeat, event.timeStamp), true);
}
