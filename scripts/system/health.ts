import type { Health } from '../../http/operations.js';
import type { System } from './system.js';
import type { ProjectionsThread } from './threads/projections-client.js';

/** Whether the log takes writes, and each read model follows it. */
export async function checksOf(
  system: Pick<System, 'logHealth'>,
  { states, standsBy }: Pick<ProjectionsThread, 'states' | 'standsBy'>,
): Promise<Health['checks']> {
  const checks: Record<string, string> = {
    log: await system.logHealth(),
    ...(states.size === 0 && !standsBy ? { projections: 'starting' } : {}),
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
