/** The thread that folds the log into read models. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { openSqliteEventReader } from '../../../adapters/sqlite/event-store/index.js';
import { openReadStore } from '../../../adapters/sqlite/read-store/index.js';
import { projections } from '../../../projections/index.js';
import type { RunningProjections } from '../../../projections/runner/options.js';
import { runProjections } from '../../../projections/runner/run.js';
import { codec } from '../codec.js';
import { heldSource, type Hold } from './held-source.js';
import type { FromProjections, ProjectionsThreadData, ToProjections } from './messages.js';
import { projectionSources } from './projection-sources.js';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

async function answer(
  port: MessagePort,
  running: RunningProjections,
  asked: Extract<ToProjections, { call: number }>,
): Promise<void> {
  const { call, projection } = asked;
  const tell = (message: FromProjections): void => port.postMessage(message);
  try {
    const result =
      asked.ask === 'rebuild'
        ? await running.rebuild(projection, { compare: asked.compare })
        : await running.refold(projection, asked.id);
    tell({ tell: 'answer', call, answer: result });
  } catch (error) {
    tell({ tell: 'failed', call, message: messageOf(error) });
  }
}

async function run(port: MessagePort, data: ProjectionsThreadData): Promise<void> {
  const stopping = new AbortController();
  const tell = (message: FromProjections): void => port.postMessage(message);
  const events = openSqliteEventReader(data.events);
  const store = openReadStore(data.readModels);
  const hold: Hold = { held: data.hold };
  const running = await runProjections({
    events: heldSource(events, hold),
    store,
    projections,
    codec,
    signal: stopping.signal,
    sources: projectionSources,
    whenCodeDiffers: 'rebuild',
    onProgress: (progress) => tell({ tell: 'progress', progress }),
    onStatus: (status) => tell({ tell: 'status', status }),
    onParked: (projection, { id, event, cause }) =>
      tell({
        tell: 'parked',
        projection,
        id,
        position: event.position,
        message: messageOf(cause),
      }),
  });
  port.on('message', (asked: ToProjections) => {
    switch (asked.ask) {
      case 'stop':
        hold.held = false;
        stopping.abort();
        break;
      case 'release':
        hold.held = false;
        break;
      case 'rebuild':
      case 'refold':
        void answer(port, running, asked);
        break;
    }
  });
  await running.finished;
  port.close();
  await store.close();
  await events.close();
}

if (parentPort !== null) await run(parentPort, workerData as ProjectionsThreadData);
