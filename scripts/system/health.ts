import type { Health } from '../../http/operations.js';
import type { ReadModels } from '../../projections/read-store.js';
import { readModels } from '../../projections/visibility-rules.js';
import type { Trust } from './trust.js';
import type { ProjectionsThread } from './threads/projections-client.js';

/** Whether each read model follows the log; nothing to say of a process that stands by. */
export function foldingChecks({
  states,
  standsBy,
}: Pick<ProjectionsThread, 'states' | 'standsBy'>): Health['checks'] {
  if (states.size === 0) return standsBy ? {} : { projections: 'starting' };
  return Object.fromEntries(
    [...states].map(([projection, { state, detail }]) => [
      projection,
      state === 'live' ? 'ok' : [state, detail].filter(Boolean).join(': '),
    ]),
  );
}

/** Whether each read model can be queried, whoever folds it. */
export async function servedChecks(
  models: ReadModels,
  trust: Pick<Trust, 'assert'>,
): Promise<Health['checks']> {
  const versions = await models.versions();
  const served = new Set(versions.filter((one) => one.serving).map((one) => one.projection));
  return Object.fromEntries(
    readModels.map((name) => [name, served.has(name) ? trusted(trust, name) : 'not served yet']),
  );
}

function trusted(trust: Pick<Trust, 'assert'>, name: string): string {
  try {
    trust.assert(name);
    return 'ok';
  } catch (error) {
    return `rebuild-needed: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Ready when every check is `ok`, and not while shutting down. */
export const healthOf =
  (checksNow: () => Promise<Health['checks']>, stopping: () => boolean) =>
  async (): Promise<Health> => {
    const checks = { process: stopping() ? 'shutting down' : 'ok', ...(await checksNow()) };
    return { ready: Object.values(checks).every((check) => check === 'ok'), checks };
  };
