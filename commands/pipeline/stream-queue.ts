import { StoreBusyError } from '../../domain/kernel/faults.js';
import type { StreamName } from '../../domain/kernel/ids.js';

const mostWaiting = 1000;

interface Line {
  last: Promise<unknown>;
  waiting: number;
}

export interface StreamQueue {
  /**
   * Runs work for a stream after all earlier work for it has ended, at once when there is none.
   *
   * @throws StoreBusyError when a thousand wait for the same stream
   */
  run<T>(stream: StreamName, work: () => Promise<T>): Promise<T>;
  /** How much of it has not ended. */
  readonly underWay: number;
  /** Resolves when everything that is under way now has ended. */
  idle(): Promise<void>;
}

/** Keeps the commands of one process on one stream from conflicting with each other. */
export function createStreamQueue(): StreamQueue {
  const lines = new Map<StreamName, Line>();
  let underWay = 0;
  return {
    get underWay() {
      return underWay;
    },
    run: async (stream, work) => {
      const line = lines.get(stream) ?? { last: Promise.resolve(), waiting: 0 };
      if (line.waiting >= mostWaiting) throw new StoreBusyError();
      const mine = line.waiting === 0 ? work() : line.last.then(work, work);
      line.last = mine;
      line.waiting += 1;
      underWay += 1;
      lines.set(stream, line);
      try {
        return await mine;
      } finally {
        line.waiting -= 1;
        underWay -= 1;
        if (line.waiting === 0) lines.delete(stream);
      }
    },
    idle: async () => {
      await Promise.allSettled([...lines.values()].map(({ last }) => last));
    },
  };
}
