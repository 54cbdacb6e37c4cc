import { Worker } from 'node:worker_threads';

/** A file that is read through in a thread of its own. */
export interface Inspection {
  /** What is wrong with it; nothing until all of it was read. Rejects when it can not be read. */
  readonly found: Promise<readonly string[]>;
  /** Ends the reading; then nothing more is found. */
  readonly stop: () => Promise<void>;
}

/** Reads a whole file beside those who use it. */
export function inspect(path: string): Inspection {
  const worker = new Worker(new URL('./damage-thread.js', import.meta.url), { workerData: path });
  worker.unref();
  const found = new Promise<readonly string[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => resolve([]));
  });
  found.catch(() => undefined);
  return {
    found,
    stop: async () => {
      await worker.terminate();
    },
  };
}
