import { setTimeout as sleep } from 'node:timers/promises';
import { StoreBusyError, StoreUnavailableError } from '../../domain/kernel/faults.js';
import type { AppendCalls } from './append-calls.js';
import type { BatchAppend, Written } from './batch-message.js';
import { AccessDeniedError } from './faults.js';
import { waitAfter, type Limits } from './limits.js';

/** Whether an append that failed like that may succeed, or have succeeded. */
const mayHelp = (error: unknown): boolean =>
  error instanceof StoreUnavailableError && !(error instanceof AccessDeniedError);

/** Takes no more appends at once than it may, and repeats those whose outcome is unknown. */
export class Appender {
  readonly #calls: Pick<AppendCalls, 'send'>;
  readonly #limits: Limits;
  readonly #pending = new Set<Promise<unknown>>();
  #bytes = 0;

  constructor(calls: Pick<AppendCalls, 'send'>, limits: Limits) {
    this.#calls = calls;
    this.#limits = limits;
  }

  /**
   * The same events at the same expected revision again and again, which the server answers with the first
   * result when it had taken them.
   *
   * @throws StoreBusyError when nothing was sent, StoreUnavailableError when the outcome is still unknown
   */
  append(append: BatchAppend, bytes: number): Promise<Written> {
    if (this.#pending.size >= this.#limits.appends || this.#bytes + bytes > this.#limits.bytes)
      return Promise.reject(new StoreBusyError());
    this.#bytes += bytes;
    const sending = this.#surely(append).finally(() => {
      this.#bytes -= bytes;
      this.#pending.delete(sending);
    });
    this.#pending.add(sending);
    return sending;
  }

  /** Resolves when no append is under way. */
  async drained(): Promise<void> {
    await Promise.allSettled(this.#pending);
  }

  async #surely(append: BatchAppend): Promise<Written> {
    const until = performance.now() + this.#limits.callMilliseconds;
    for (let failures = 1; ; failures += 1)
      try {
        return await this.#calls.send(append, Math.max(1, until - performance.now()));
      } catch (error) {
        const wait = waitAfter(failures, this.#limits);
        if (!mayHelp(error) || performance.now() + wait >= until) throw error;
        await sleep(wait);
      }
  }
}
