/** Preloaded into a city: on SIGUSR2 it collects garbage and says how many bytes are in use. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  process.on('SIGUSR2', () => {
    // What the first finds unused may hold others, such as buffers.
    collectGarbage();
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    process.stdout.write(`in use: ${heapUsed + external}\n`);
  });
}
