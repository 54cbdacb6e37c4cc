/** The thread that folds the log into read models. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { openSqliteEventReader } from '../../../adapters/sqlite/event-store/index.js';
import { openReadStore } from '../../../adapters/sqlite/read-store/index.js';
import { projections } from '../../../projections/index.js';
import type { RunningProjections, RunOptions } from '../../../projections/runner/options.js';
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

type Tell = (message: FromProjections) => void;

const listeners = (tell: Tell) =>
  ({
    onProgress: (progress) => tell({ tell: 'progress', progress }),
    onStatus: (status) => tell({ tell: 'status', status }),
    onParked: (projection, { id, event, cause }) =>
      tell({ tell: 'parked', projection, id, position: event.position, message: messageOf(cause) }),
  }) satisfies Partial<RunOptions>;

async function run(port: MessagePort, data: ProjectionsThreadData): Promise<void> {
  const stopping = new AbortController();
  const hold: Hold = { held: data.hold };
  const events = openSqliteEventReader(data.events);
  const store = openReadStore(data.readModels);
  const running = await runProjections({
    events: heldSource(events, hold),
    store,
    projections,
    codec,
    signal: stopping.signal,
    sources: projectionSources,
    whenCodeDiffers: 'rebuild',
    ...listeners((message) => port.postMessage(message)),
  });
  port.on('message', (asked: ToProjections) => {
    if (asked.ask === 'stop' || asked.ask === 'release') hold.held = false;
    if (asked.ask === 'stop') stopping.abort();
    if (asked.ask === 'rebuild' || asked.ask === 'refold') void answer(port, running, asked);
  });
  await running.finished;
  port.close();
  await store.close();
  await events.close();
}

if (parentPort !== null) await run(parentPort, workerData as ProjectionsThreadData);
