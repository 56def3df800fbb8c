import type { Server } from 'restify';
import type { Store } from '../store/contract.js';

/** `/healthz`: the process lives. `/readyz`: a write goes through now; 503 when not. */
export function mountHealth(server: Server, store: Store): void {
  server.get('/healthz', (_request, response, next) => {
    response.send(200, { ok: true });
    next();
  });
  server.get('/readyz', async (_request, response) => {
    const ready = await store.probe().then(
      () => true,
      () => false,
    );
    response.send(ready ? 200 : 503, { ok: ready });
  });
}
