import { fork } from 'node:child_process';

/** A file that is read through in a process of its own: the binding can not be ended within a thread. */
export interface Inspection {
  /** What is wrong with it; nothing until all of it was read. Rejects when it can not be read. */
  readonly found: Promise<readonly string[]>;
  /** Ends the reading; then nothing more is found. */
  readonly stop: () => Promise<void>;
}

const entry = new URL('./damage-entry.js', import.meta.url);

/** Reads a whole file beside those who use it. */
export function inspect(path: string): Inspection {
  const child = fork(entry, [path], { execArgv: [] });
  child.unref();
  child.channel?.unref();
  const found = new Promise<readonly string[]>((resolve, reject) => {
    child.once('message', (faults) => resolve(faults as readonly string[]));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      // Ended by `stop`, or by whoever ends all: then nothing was found.
      if (code === 0 || signal !== null) resolve([]);
      else reject(new Error(`${path} could not be read through: the process ended with ${code}.`));
    });
  });
  found.catch(() => undefined);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    found,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGKILL');
        await ended;
      }
    },
  };
}
