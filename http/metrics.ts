import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's measures: latency, traffic, errors, saturation. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'charter_http_request_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  const commands = new Counter({
    name: 'charter_commands_total',
    help: 'Commands by aggregate, operation and result',
    labelNames: ['aggregate', 'operation', 'result'] as const,
    registers: [registry],
  });
  const lag = new Gauge({
    name: 'charter_projection_lag_events',
    help: 'Events the projections have yet to fold',
    registers: [registry],
  });
  return { registry, requests, commands, lag };
}
export type Metrics = ReturnType<typeof createMetrics>;

/** Times each request under its route's pattern, never under the raw address. */
export const timeRequests =
  ({ requests }: Metrics): RequestHandler =>
  (request, response, next) => {
    const stop = requests.startTimer();
    response.once('finish', () => {
      const route: unknown = (request.route as { path?: unknown } | undefined)?.path;
      stop({
        method: request.method,
        route: typeof route === 'string' ? `${request.baseUrl}${route}` : 'none',
        status: String(response.statusCode),
      });
    });
    next();
  };
