import type { Server } from 'restify';
import type { Store } from '../store/contract.js';

/** An answer holds so long: whoever asks, and however often, the store is not written to more than once in it. */
const HOLDS_MS = 1_000;

export interface HealthDeps {
  store: Pick<Store, 'probe'>;
  /** Milliseconds since 1970. */
  now: () => number;
  isStopping?: () => boolean;
}

/** @returns whether a write goes through, as it was a moment ago at most */
function probing({ store, now }: HealthDeps): () => Promise<boolean> {
  let asked: { at: number; writes: Promise<boolean> } | undefined;
  const probe = () =>
    store.probe().then(
      () => true,
      () => false,
    );
  return () => {
    if (!asked || now() - asked.at >= HOLDS_MS) asked = { at: now(), writes: probe() };
    return asked.writes;
  };
}

/**
 * `/healthz`: the process lives. `/readyz`: a write goes through now; 503 when not, and from the moment a stop began, so
 * that whoever shares out the requests sends no more of them here.
 */
export function mountHealth(server: Server, deps: HealthDeps): void {
  const writes = probing(deps);
  server.get('/healthz', (_request, response, next) => {
    response.send(200, { ok: true });
    next();
  });
  server.get('/readyz', async (_request, response) => {
    const ready = !deps.isStopping?.() && (await writes());
    response.send(ready ? 200 : 503, { ok: ready });
  });
}
