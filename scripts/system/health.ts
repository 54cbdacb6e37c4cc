import type { Health } from '../../http/operations.js';
import type { System } from './embedded.js';
import type { ProjectionsThread } from './threads/projections-client.js';

/** Ready when the log takes writes and every read model follows it; not while shutting down. */
export function healthOf(
  system: Pick<System, 'store'>,
  thread: ProjectionsThread,
  stopping: () => boolean,
): () => Promise<Health> {
  return () => {
    const checks: Record<string, string> = {
      process: stopping() ? 'shutting down' : 'ok',
      log: system.store.healthy() ? 'ok' : 'the last flush failed',
    };
    for (const [projection, { state, detail }] of thread.states)
      checks[projection] = state === 'live' ? 'ok' : [state, detail].filter(Boolean).join(': ');
    const ready = thread.states.size > 0 && Object.values(checks).every((check) => check === 'ok');
    return Promise.resolve({ ready, checks });
  };
}
