import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { QueueAnswer, Waiting } from '../../src/console/wire.js';
import { ask, codeOf } from './api.js';

/** Also asked without an event: where a proxy swallows events, or another process made the change. Milliseconds. */
const POLL_MS = 20_000;

export type Stage = 'starting' | 'out' | 'idle' | 'in';

export interface Console {
  stage: Stage;
  queue: QueueAnswer | undefined;
  waiting: Waiting | undefined;
  offline: boolean;
  /** Grows with each change the service told of. */
  changes: number;
  /** Asks again. @param background true when nobody did anything */
  refresh(background?: boolean): Promise<void>;
  leave(): Promise<void>;
}

const countOf = ({ cases }: QueueAnswer): Waiting => {
  const waiting = cases.filter(({ state }) => state === 'waiting');
  return { waiting: waiting.length, urgent: waiting.filter(({ urgency }) => urgency === 'high').length };
};

/** What the service says, kept fresh: by events while the login lasts, by asking now and then. */
export function useQueue(): Console {
  const [stage, setStage] = useState<Stage>('starting');
  const [queue, setQueue] = useState<QueueAnswer>();
  const [waiting, setWaiting] = useState<Waiting>();
  const [offline, setOffline] = useState(false);
  const [changes, setChanges] = useState(0);
  const newest = useRef(0);

  const close = useCallback((next: Stage) => {
    setQueue(undefined);
    setStage(next);
  }, []);

  const refresh = useCallback(
    async (background = false) => {
      newest.current += 1;
      const mine = newest.current;
      try {
        const answer = await ask<QueueAnswer>('queue', { background });
        // A slow answer must not overwrite a later one.
        if (mine !== newest.current) return;
        setQueue(answer);
        setWaiting(countOf(answer));
        setStage('in');
        setOffline(false);
      } catch (failure) {
        const code = codeOf(failure);
        if (code === 'idle') close('idle');
        else if (code === 'signed_out') close('out');
        else setOffline(true);
      }
    },
    [close],
  );

  useEffect(() => void refresh(), [refresh]);

  const listens = stage === 'in' || stage === 'idle';
  useEffect(() => {
    if (!listens) return;
    const events = new EventSource('/console/api/events');
    events.addEventListener('queue', ({ data }) => {
      setWaiting(JSON.parse(String(data)) as Waiting);
      setChanges((count) => count + 1);
    });
    return () => events.close();
  }, [listens]);

  useEffect(() => {
    if (stage !== 'in') return;
    if (changes > 0) void refresh(true);
    const timer = setInterval(() => {
      setChanges((count) => count + 1);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [stage, changes, refresh]);

  const leave = useCallback(async () => {
    await ask('logout', { method: 'POST' }).catch(() => undefined);
    setWaiting(undefined);
    close('out');
  }, [close]);

  return { stage, queue, waiting, offline, changes, refresh, leave };
}
