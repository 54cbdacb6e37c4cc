import { Worker } from 'node:worker_threads';
import type { Appended } from '../../../commands/event-store.js';
import { StoreFullError, StoreUnavailableError } from '../../../domain/kernel/faults.js';
import { AppendQueue, type QueuedAppend, type QueueLimits } from './append-queue.js';
import type { Outcome } from './log-writer.js';
import type { Reply, Request, WriterSettings } from './messages.js';

/** What the writer did since it was opened, and what it has to do. */
export interface WriterStatistics {
  /** Appends answered: taken, repeated or in conflict. */
  readonly appends: number;
  /** Groups written, each with one flush to the disk. */
  readonly flushes: number;
  readonly failedFlushes: number;
  readonly queuedAppends: number;
  readonly queuedBytes: number;
}

export interface WriterClientOptions {
  readonly limits?: QueueLimits;
  /** How long an append waits for its answer; 30,000 by default. */
  readonly answerMilliseconds?: number;
}

const defaultAnswerMilliseconds = 30_000;
const probeMilliseconds = 1_000;
/** Appends that are handed over together: the thread writes while the next ones are made. */
const mostTogether = 32;

/**
 * The writer's thread as the main thread sees it: what is appended in one turn of the event loop is
 * handed over at its end, or in parts when it is much, and the thread writes all it has as one group.
 */
export class WriterClient {
  readonly #worker: Worker;
  readonly #queue: AppendQueue;
  readonly #answerMilliseconds: number;
  readonly #counts = { appends: 0, flushes: 0, failedFlushes: 0 };
  #turn: NodeJS.Immediate | undefined;
  #watch: NodeJS.Timeout | undefined;
  #probe: NodeJS.Timeout | undefined;
  /** What went wrong with the last flush. */
  #failure: string | undefined;
  /** Why nothing can be appended any more. */
  #ended: string | undefined;
  #exited: Promise<void>;

  private constructor(worker: Worker, options: WriterClientOptions) {
    this.#worker = worker;
    this.#queue = new AppendQueue(options.limits);
    this.#answerMilliseconds = options.answerMilliseconds ?? defaultAnswerMilliseconds;
    worker.on('message', (reply: Reply) => {
      this.#receive(reply);
    });
    worker.on('error', (error) => {
      this.#end(`the writer failed: ${error.message}`);
    });
    this.#exited = new Promise((resolve) => {
      worker.on('exit', () => {
        this.#end('the writer stopped.');
        resolve();
      });
    });
  }

  /** Starts the thread on a log that exists. @throws Error when the thread can't open it. */
  static async start(
    settings: WriterSettings,
    options: WriterClientOptions = {},
  ): Promise<WriterClient> {
    const worker = new Worker(new URL('./writer-thread.js', import.meta.url), {
      workerData: settings,
    });
    await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    return new WriterClient(worker, options);
  }

  /** @throws StoreBusyError, StoreFullError, StoreUnavailableError, ConflictError */
  append(append: QueuedAppend): Promise<Appended> {
    if (this.#ended !== undefined) throw new StoreUnavailableError(this.#ended);
    const answer = this.#queue.add(append);
    if (this.#queue.newest >= mostTogether) this.#handOver();
    else
      this.#turn ??= setImmediate(() => {
        this.#handOver();
      });
    this.#watch ??= this.#later(this.#answerMilliseconds, () => {
      this.#watchOver();
    });
    return answer;
  }

  /** What went wrong with the last flush, or that answers do not come in time; undefined when all is well. */
  trouble(): string | undefined {
    return this.#ended ?? this.#failure;
  }

  statistics(): WriterStatistics {
    return {
      ...this.#counts,
      queuedAppends: this.#queue.appends,
      queuedBytes: this.#queue.bytes,
    };
  }

  /** Writes what is queued and ends the thread; nothing more is taken. */
  async close(): Promise<void> {
    if (this.#ended === undefined) {
      this.#ended = 'it is closed.';
      this.#handOver();
      this.#post({ kind: 'close' });
    }
    await this.#exited;
    clearTimeout(this.#watch);
    clearTimeout(this.#probe);
  }

  #handOver(): void {
    clearImmediate(this.#turn);
    this.#turn = undefined;
    const appends = this.#queue.handOver();
    if (appends.length > 0) this.#post({ kind: 'group', appends });
  }

  #post(request: Request): void {
    this.#worker.postMessage(request);
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'flushed') this.#flushed(reply.outcomes);
    else if (reply.kind === 'failed') this.#failed(reply);
  }

  #flushed(outcomes: readonly Outcome[]): void {
    this.#failure = undefined;
    this.#counts.flushes += 1;
    this.#counts.appends += outcomes.length;
    this.#queue.settle(outcomes);
  }

  #failed({ appends, reason, full }: Extract<Reply, { kind: 'failed' }>): void {
    this.#counts.failedFlushes += 1;
    const error = full
      ? new StoreFullError(`${reason}.`)
      : new StoreUnavailableError(`the log can not be written: ${reason}`);
    this.#failure = error.message;
    this.#queue.fail(appends, error);
    // Nobody appends to a process that is not ready, so it has to find out by itself.
    clearTimeout(this.#probe);
    this.#probe = this.#later(probeMilliseconds, () => {
      if (this.#ended === undefined) this.#post({ kind: 'probe', at: Date.now() });
    });
  }

  #watchOver(): void {
    this.#watch = undefined;
    const oldest = this.#queue.oldest;
    if (oldest === undefined) return;
    const now = performance.now();
    if (oldest <= now - this.#answerMilliseconds) {
      const error = new StoreUnavailableError(`no answer within ${this.#answerMilliseconds} ms.`);
      this.#failure = error.message;
      this.#queue.giveUp(now - this.#answerMilliseconds, error);
    }
    this.#watch = this.#later(this.#answerMilliseconds, () => {
      this.#watchOver();
    });
  }

  #end(reason: string): void {
    this.#ended ??= reason;
    this.#queue.fail(this.#queue.appends, new StoreUnavailableError(this.#ended));
  }

  #later(milliseconds: number, action: () => void): NodeJS.Timeout {
    return setTimeout(action, milliseconds).unref();
  }
}
