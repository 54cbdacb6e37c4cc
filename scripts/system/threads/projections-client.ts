import { Worker } from 'node:worker_threads';
import { Fault } from '../../../domain/kernel/faults.js';
import type { Logger } from '../../../commands/ports/logger.js';
import { projections } from '../../../projections/index.js';
import type { Progress, Status } from '../../../projections/runner/progress.js';
import type { RebuildReport } from '../../../projections/runner/options.js';
import type { Answer, FromProjections, ProjectionsThreadData, ToProjections } from './messages.js';

export interface ProjectionsOptions extends Pick<ProjectionsThreadData, 'choice' | 'leaseSeconds'> {
  /** Load in bulk, beside whoever writes the log in bulk, until told to release. */
  readonly hold?: boolean;
  /** Ask who folds the log now to hand it over. */
  readonly takeOver?: boolean;
  /** What to do about read models that were folded from another log; `refuse` by default. */
  readonly whenLogDiffers?: ProjectionsThreadData['whenLogDiffers'];
  readonly logger: Logger;
  readonly onProgress?: (progress: Progress) => void;
}

/** The projections of this process, in their thread. */
export interface ProjectionsThread {
  /** Projection → what it is doing: `live` when it follows the log. */
  readonly states: ReadonlyMap<string, Status>;
  /** Projection → how far its serving version has come. */
  readonly progress: ReadonlyMap<string, Progress>;
  /** Projection → how far the version has come that is loaded beside the one that serves. */
  readonly loading: ReadonlyMap<string, Progress>;
  /** All by one reading of the log. */
  rebuild(projections: readonly string[], compare: boolean): Promise<readonly RebuildReport[]>;
  /** Folds a parked document anew; false when there was none. */
  refold(projection: string, id: string): Promise<boolean>;
  /** Whether another process folds the log, and this one waits. */
  readonly standsBy: boolean;
  /** The log is not written in bulk any more: become ready and follow. */
  release(): void;
  /** Finishes the page in hand and ends the thread. */
  stop(): Promise<void>;
  /** Rejects when the thread ends by itself. */
  readonly failed: Promise<never>;
  /** Resolves when every read model follows the log. */
  readonly live: Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** States that an operator should hear of. */
const levels: Partial<Record<Status['state'], 'warn' | 'error'>> = {
  retrying: 'warn',
  'needs-newer-code': 'error',
  failed: 'error',
};

type Question =
  | { readonly ask: 'rebuild'; readonly projections: readonly string[]; readonly compare: boolean }
  | { readonly ask: 'refold'; readonly projection: string; readonly id: string };

/** A fault of the thread: of it come the values, not the class. */
class ThreadFault extends Fault {
  constructor(
    readonly code: string,
    readonly retryable: boolean,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

function asFault(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const { code, retryable } = error as Partial<Fault>;
  return typeof code === 'string' && typeof retryable === 'boolean'
    ? new ThreadFault(code, retryable, error)
    : error;
}

export const startProjections = (options: ProjectionsOptions): ProjectionsThread =>
  new ProjectionsWorker(options);

class ProjectionsWorker implements ProjectionsThread {
  readonly states = new Map<string, Status>();
  readonly progress = new Map<string, Progress>();
  readonly loading = new Map<string, Progress>();
  readonly failed: Promise<never>;
  readonly live: Promise<void>;
  #isLive: () => void = () => undefined;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  readonly #options: ProjectionsOptions;
  #calls = 0;
  standsBy = false;
  #stopping = false;

  constructor(options: ProjectionsOptions) {
    this.#options = options;
    const { choice, leaseSeconds, takeOver = false, hold = false } = options;
    const { whenLogDiffers = 'refuse' } = options;
    const workerData = {
      ...{ choice, leaseSeconds, takeOver, hold, whenLogDiffers },
    } satisfies ProjectionsThreadData;
    this.#worker = new Worker(new URL('./projections-thread.js', import.meta.url), {
      workerData,
      // Folding makes many short-lived documents: with a small young space they are copied around.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    this.#worker.on('message', (message: FromProjections) => this.#hear(message));
    this.live = new Promise((resolve) => {
      this.#isLive = resolve;
    });
    this.failed = new Promise((_, reject) => {
      this.#worker.on('error', (error) => reject(asFault(error)));
      this.#worker.on('exit', () => {
        if (!this.#stopping) reject(new Error('The thread of the projections ended.'));
      });
    });
    this.failed.catch(() => undefined);
    this.#ended = new Promise((resolve) => {
      this.#worker.on('exit', () => {
        for (const { reject } of this.#waiting.values()) reject(new Error('It was stopped.'));
        resolve();
      });
    });
  }

  async rebuild(names: readonly string[], compare: boolean): Promise<readonly RebuildReport[]> {
    const answer = await this.#ask({ ask: 'rebuild', projections: names, compare });
    if (typeof answer === 'boolean') throw new TypeError('A rebuild answers with its reports');
    return answer;
  }

  async refold(projection: string, id: string): Promise<boolean> {
    return (await this.#ask({ ask: 'refold', projection, id })) === true;
  }

  release(): void {
    this.#post({ ask: 'release' });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#post({ ask: 'stop' });
    await this.#ended;
  }

  #ask(question: Question): Promise<Answer> {
    const call = (this.#calls += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      this.#post({ ...question, call });
    });
  }

  #post(message: ToProjections): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromProjections): void {
    const { logger, onProgress } = this.#options;
    switch (message.tell) {
      case 'progress':
        (message.progress.serving ? this.progress : this.loading).set(
          message.progress.projection,
          message.progress,
        );
        onProgress?.(message.progress);
        break;
      case 'status':
        this.#note(message.status);
        logger[levels[message.status.state] ?? 'info'](message.status, 'projection');
        break;
      case 'standing':
        this.#stand(message.by);
        break;
      case 'log':
        logger[message.level](message.values, message.message);
        break;
      case 'parked':
        logger.error(message, 'a document could not be folded and is parked');
        break;
      case 'answer':
        this.#settle(message.call)?.resolve(message.answer);
        break;
      case 'failed':
        this.#settle(message.call)?.reject(new Error(message.message));
        break;
    }
  }

  #stand(by: boolean): void {
    this.standsBy = by;
    this.states.clear();
    this.progress.clear();
    this.loading.clear();
  }

  #note(status: Status): void {
    this.states.set(status.projection, status);
    const live = [...this.states.values()].filter(({ state }) => state === 'live');
    if (live.length === projections.length) this.#isLive();
  }

  #settle(call: number): Waiting | undefined {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    return waiting;
  }
}
