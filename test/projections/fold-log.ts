import { projections } from '../../projections/index.js';
import type { ReadStore } from '../../projections/read-store.js';
import { runProjections } from '../../projections/runner/run.js';
import type { EventSource } from '../../projections/runner/source.js';
import { codec } from '../../scripts/system/codec.js';

/** Folds a whole log into every read model, and stops. */
export async function foldLog(events: EventSource, store: ReadStore): Promise<void> {
  const head = await events.head();
  const stopping = new AbortController();
  const behind = new Set(projections.map(({ name }) => name));
  const running = await runProjections({
    ...{ events, store, projections, codec, signal: stopping.signal },
    onProgress: ({ projection, position, live }) => {
      if (live && position >= head) behind.delete(projection);
      if (behind.size === 0) stopping.abort();
    },
  });
  await running.finished;
}
