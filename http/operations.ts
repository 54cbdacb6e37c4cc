import { Router } from 'express';
import type { Registry } from 'prom-client';

export interface Health {
  readonly ready: boolean;
  /** What was looked at: name → `ok` or what is wrong. */
  readonly checks: Readonly<Record<string, string>>;
}

/** `/healthz` (the process lives), `/readyz` (send it work), `/metrics` (Prometheus text format). */
export function operationsRouter(health: () => Promise<Health>, metrics: Registry): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const state = await health();
    response.status(state.ready ? 200 : 503).json(state);
  });
  router.get('/metrics', async (_request, response) => {
    response.type(metrics.contentType).send(await metrics.metrics());
  });
  return router;
}
