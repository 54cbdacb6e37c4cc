import type { Appended, ExpectedRevision } from '../../../commands/event-store.js';
import { ConflictError, StoreBusyError } from '../../../domain/kernel/faults.js';
import type { StreamName } from '../../../domain/kernel/ids.js';
import { positionOf } from './format.js';
import type { Outcome, WrittenAppend } from './log-writer.js';

/** An append ready to be written. */
export interface QueuedAppend {
  readonly stream: StreamName;
  readonly expected: ExpectedRevision;
  readonly bytes: number;
  readonly written: WrittenAppend;
}

export interface QueueLimits {
  readonly appends: number;
  readonly bytes: number;
}

export const defaultQueueLimits: QueueLimits = { appends: 4_096, bytes: 32 * 1024 * 1024 };

interface Waiting extends Omit<QueuedAppend, 'written'> {
  /** Milliseconds of a clock that only goes forward. */
  readonly since: number;
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: Error) => void;
}

/** Appends that were not answered yet, in order; the newest are still to be handed over. */
export class AppendQueue {
  readonly #limits: QueueLimits;
  #toHandOver: WrittenAppend[] = [];
  #waiting: Waiting[] = [];
  #bytes = 0;

  constructor(limits = defaultQueueLimits) {
    this.#limits = limits;
  }

  get appends(): number {
    return this.#waiting.length;
  }

  /** Those that are still to be handed over. */
  get newest(): number {
    return this.#toHandOver.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** When the oldest append came; undefined when none waits. */
  get oldest(): number | undefined {
    return this.#waiting[0]?.since;
  }

  /** @throws StoreBusyError when the queue is full; then the append is not in it. */
  add({ stream, expected, bytes, written }: QueuedAppend): Promise<Appended> {
    if (this.appends >= this.#limits.appends || this.#bytes + bytes > this.#limits.bytes)
      throw new StoreBusyError();
    this.#bytes += bytes;
    this.#toHandOver.push(written);
    const since = performance.now();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, expected, bytes, since, resolve, reject });
    });
  }

  /** What came since the last time. */
  handOver(): readonly WrittenAppend[] {
    const appends = this.#toHandOver;
    this.#toHandOver = [];
    return appends;
  }

  /** Answers the oldest appends with what became of them. */
  settle(outcomes: readonly Outcome[]): void {
    this.#remove(outcomes.length).forEach((waiting, index) => {
      const [revision, row] = outcomes[index] ?? [-1, 0];
      if (row > 0) waiting.resolve({ revision: BigInt(revision), position: positionOf(row) });
      else waiting.reject(conflict(waiting, revision));
    });
  }

  /** Answers the oldest appends with an error. */
  fail(count: number, error: Error): void {
    for (const { reject } of this.#remove(count)) reject(error);
  }

  /** Answers with an error whoever waits since before a time; they keep their places, since they may yet be written. */
  giveUp(before: number, error: Error): void {
    for (const { since, reject } of this.#waiting) if (since <= before) reject(error);
  }

  #remove(count: number): Waiting[] {
    const removed = this.#waiting.splice(0, count);
    for (const { bytes } of removed) this.#bytes -= bytes;
    return removed;
  }
}

const conflict = ({ stream, expected }: Waiting, actual: number): ConflictError =>
  new ConflictError(stream, expected, actual < 0 ? 'none' : BigInt(actual));
