import { useEffect, useState } from 'preact/hooks';

/** Two presses of Esc within this many milliseconds hide the screen. */
const TWICE_MS = 700;

/** Whether the screen is hidden, and how to change that. */
export function useHidden(): [boolean, (hidden: boolean) => void] {
  const [hidden, setHidden] = useState(false);
  useEffect(() => {
    let last = Number.NEGATIVE_INFINITY;
    const onKey = ({ key, timeStamp, repeat }: KeyboardEvent) => {
      if (key !== 'Escape' || repeat) return;
      if (timeStamp - last < TWICE_MS) setHidden(true);
      last = timeStamp;
    };
    // Before any dialog or field gets the key.
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
  return [hidden, setHidden];
}
