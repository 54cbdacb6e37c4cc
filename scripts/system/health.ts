import type { Health } from '../../http/operations.js';
import type { System } from './embedded.js';
import type { ProjectionsThread } from './threads/projections-client.js';

/** Whether the log takes writes, and each read model follows it. */
export function checksOf(
  system: Pick<System, 'store'>,
  { states }: Pick<ProjectionsThread, 'states'>,
): Health['checks'] {
  const checks: Record<string, string> = {
    log: system.store.healthy() ? 'ok' : 'the last flush failed',
    ...(states.size === 0 ? { projections: 'starting' } : {}),
  };
  for (const [projection, { state, detail }] of states)
    checks[projection] = state === 'live' ? 'ok' : [state, detail].filter(Boolean).join(': ');
  return checks;
}

/** Ready when every check is `ok`, and not while shutting down. */
export const healthOf =
  (checksNow: () => Promise<Health['checks']>, stopping: () => boolean) =>
  async (): Promise<Health> => {
    const checks = { process: stopping() ? 'shutting down' : 'ok', ...(await checksNow()) };
    return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
  };
