/** The thread that folds the log into read models. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { projections } from '../../../projections/index.js';
import type { RunningProjections, RunOptions } from '../../../projections/runner/options.js';
import { runProjections } from '../../../projections/runner/run.js';
import { codec } from '../codec.js';
import { openEngines, type Engines } from '../engines/index.js';
import { leased, type LeasedOptions } from '../leases/leased.js';
import { heldSource, type Hold } from './held-source.js';
import type { FromProjections, ProjectionsThreadData, ToProjections } from './messages.js';
import { projectionSources } from './projection-sources.js';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

async function answer(
  tell: Tell,
  running: RunningProjections | undefined,
  asked: Extract<ToProjections, { call: number }>,
): Promise<void> {
  const { call } = asked;
  try {
    if (running === undefined) throw new Error('Another process folds the log at present.');
    const result =
      asked.ask === 'rebuild'
        ? await running.rebuild(asked.projections, { compare: asked.compare })
        : await running.refold(asked.projection, asked.id);
    tell({ tell: 'answer', call, answer: result });
  } catch (error) {
    tell({ tell: 'failed', call, message: messageOf(error) });
  }
}

type Tell = (message: FromProjections) => void;

const listeners = (tell: Tell, outdated: AbortController) =>
  ({
    onProgress: (progress) => tell({ tell: 'progress', progress }),
    onStatus: (status) => {
      // What it needs is what it is remembered for when it ends.
      if (!outdated.signal.aborted) tell({ tell: 'status', status });
      // All read models of a lane are told before it is left.
      if (status.state === 'needs-newer-code') setImmediate(() => outdated.abort());
    },
    onParked: (projection, { id, event, cause }) =>
      tell({ tell: 'parked', projection, id, position: event.position, message: messageOf(cause) }),
  }) satisfies Partial<RunOptions>;

interface Folding extends Pick<ProjectionsThreadData, 'whenLogDiffers'> {
  readonly hold: Hold;
  readonly tell: Tell;
  readonly outdated: AbortController;
  readonly signal: AbortSignal;
}

/** Folds until the signal aborts; what was opened for it is closed, however it ends. */
async function fold(
  engines: Engines,
  { hold, tell, outdated, signal, whenLogDiffers }: Folding,
  begun: (running: RunningProjections) => void,
): Promise<void> {
  const events = await engines.openReader();
  try {
    const store = await engines.openReadStore();
    try {
      const running = await runProjections({
        ...{ events: heldSource(events, hold), store, projections, codec, signal },
        ...{ sources: projectionSources, whenCodeDiffers: 'rebuild', ...listeners(tell, outdated) },
        whenLogDiffers,
      });
      begun(running);
      await running.finished;
    } finally {
      await store.close();
    }
  } finally {
    await events.close();
  }
}

async function run(port: MessagePort, data: ProjectionsThreadData): Promise<void> {
  const stopping = new AbortController();
  const hold: Hold = { held: data.hold };
  const tell: Tell = (message) => port.postMessage(message);
  const engines = await openEngines(data.choice);
  let running: RunningProjections | undefined;
  port.on('message', (asked: ToProjections) => {
    if (asked.ask === 'stop' || asked.ask === 'release') hold.held = false;
    if (asked.ask === 'stop') stopping.abort();
    if (asked.ask === 'rebuild' || asked.ask === 'refold') void answer(tell, running, asked);
  });
  const { leaseSeconds, takeOver } = data;
  const logger = loggerOf(tell);
  // Who needs newer code leaves the work to a process that may have it, and does not come back.
  const outdated = new AbortController();
  const signal =
    engines.leases === undefined
      ? stopping.signal
      : AbortSignal.any([stopping.signal, outdated.signal]);
  const options = { leases: engines.leases, name: 'projections', leaseSeconds, takeOver, logger };
  if (engines.leases !== undefined) tell({ tell: 'standing', by: true });
  await leased({ ...options, signal }, async (held) => {
    tell({ tell: 'standing', by: false });
    const parts = { ...data, hold, tell, outdated, signal: held };
    await fold(engines, parts, (now) => (running = now)).finally(() => (running = undefined));
    if (!outdated.signal.aborted) tell({ tell: 'standing', by: true });
  });
  await aborted(stopping.signal);
  port.close();
  await engines.close();
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

const loggerOf = (tell: Tell): LeasedOptions['logger'] => ({
  info: (values, message) => tell({ tell: 'log', level: 'info', values, message }),
  warn: (values, message) => tell({ tell: 'log', level: 'warn', values, message }),
});

if (parentPort !== null) await run(parentPort, workerData as ProjectionsThreadData);
