import { useEffect, useState } from 'preact/hooks';

const TICK_MS = 15_000;

/** Milliseconds since 1970, renewed often enough for waiting times in minutes. */
export function useClock(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}
