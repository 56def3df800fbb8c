import type { Server } from 'restify';
import type { Store } from '../store/contract.js';

/**
 * `/healthz`: the process lives. `/readyz`: a write goes through now; 503 when not, and from the moment a stop began, so
 * that whoever shares out the requests sends no more of them here.
 */
export function mountHealth(server: Server, store: Store, isStopping: () => boolean = () => false): void {
  server.get('/healthz', (_request, response, next) => {
    response.send(200, { ok: true });
    next();
  });
  server.get('/readyz', async (_request, response) => {
    const writes = () =>
      store.probe().then(
        () => true,
        () => false,
      );
    const ready = !isStopping() && (await writes());
    response.send(ready ? 200 : 503, { ok: ready });
  });
}
