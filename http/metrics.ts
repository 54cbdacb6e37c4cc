import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What a process counts of its own work; absent is what its role does not do. */
export interface Work {
  /** Event type → appended since the process began. */
  readonly appended?: Readonly<Record<string, number>>;
  readonly folding?: Iterable<{
    readonly projection: string;
    /** Since the process began. */
    readonly events: number;
    readonly behindMilliseconds: number;
  }>;
  readonly commands?: {
    readonly underWay: number;
    /** Folded cases in memory. */
    readonly cases: { readonly hits: number; readonly misses: number; readonly held: number };
  };
  /** Leases that it holds: work that no other process does now. */
  readonly leases?: Iterable<string>;
  /** What cannot go on by itself; why, the checks of `/readyz` say. */
  readonly stopped?: Iterable<string>;
}

/** The process's measures: latency, traffic, errors, saturation. @param work is asked at each look */
export function createMetrics(work: () => Work = () => ({})) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'charter_http_request_seconds',
    help: 'Time to answer an HTTP request',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  new Counter({
    name: 'charter_events_appended_total',
    help: 'Events that this process has appended',
    labelNames: ['type'] as const,
    registers,
    collect() {
      this.reset();
      for (const [type, count] of Object.entries(work().appended ?? {})) this.inc({ type }, count);
    },
  });
  measureCommands(registers, work);
  measureFolding(registers, work);
  measureStopped(registers, work);
  const underWay = new Gauge({
    name: 'charter_http_requests_under_way',
    help: 'Requests that have not been answered yet',
    registers,
  });
  return { registry, requests, underWay };
}

function measureCommands(registers: Registry[], work: () => Work): void {
  new Gauge({
    name: 'charter_commands_under_way',
    help: 'Commands that were let in and have not ended',
    registers,
    collect() {
      this.set(work().commands?.underWay ?? 0);
    },
  });
  new Counter({
    name: 'charter_cached_cases_asked_total',
    help: 'How often a folded case was looked for in memory, and whether it was there',
    labelNames: ['found'] as const,
    registers,
    collect() {
      const { hits, misses } = work().commands?.cases ?? { hits: 0, misses: 0 };
      this.reset();
      this.inc({ found: 'yes' }, hits);
      this.inc({ found: 'no' }, misses);
    },
  });
  new Gauge({
    name: 'charter_cached_cases',
    help: 'Folded cases in memory',
    registers,
    collect() {
      this.set(work().commands?.cases.held ?? 0);
    },
  });
}

function measureStopped(registers: Registry[], work: () => Work): void {
  new Gauge({
    name: 'charter_work_stopped',
    help: '1 for what this process should do and cannot go on with',
    labelNames: ['work'] as const,
    registers,
    collect() {
      this.reset();
      for (const name of work().stopped ?? []) this.set({ work: name }, 1);
    },
  });
}

function measureFolding(registers: Registry[], work: () => Work): void {
  new Counter({
    name: 'charter_projection_events_total',
    help: 'Events that this process has folded into a read model',
    labelNames: ['projection'] as const,
    registers,
    collect() {
      this.reset();
      for (const { projection, events } of work().folding ?? []) this.inc({ projection }, events);
    },
  });
  new Gauge({
    name: 'charter_projection_behind_seconds',
    help: 'Age of the last event folded into a read model; 0 at the end of the log',
    labelNames: ['projection'] as const,
    registers,
    collect() {
      this.reset();
      for (const { projection, behindMilliseconds } of work().folding ?? [])
        this.set({ projection }, behindMilliseconds / 1000);
    },
  });
  new Gauge({
    name: 'charter_lease_held',
    help: '1 for what this process does and no other one at present',
    labelNames: ['lease'] as const,
    registers,
    collect() {
      this.reset();
      for (const lease of work().leases ?? []) this.set({ lease }, 1);
    },
  });
}
export type Metrics = ReturnType<typeof createMetrics>;

const pathOf = (base: string, route: string): string =>
  route === '/' && base !== '' ? base : `${base}${route}`;

/** Times each request under its route's pattern, never under the raw address. */
export const timeRequests =
  ({ requests, underWay }: Metrics): RequestHandler =>
  (request, response, next) => {
    const stop = requests.startTimer();
    underWay.inc();
    response.once('close', () => {
      underWay.dec();
    });
    response.once('finish', () => {
      const route: unknown = (request.route as { path?: unknown } | undefined)?.path;
      stop({
        method: request.method,
        route: typeof route === 'string' ? pathOf(request.baseUrl, route) : 'none',
        status: String(response.statusCode),
      });
    });
    next();
  };
