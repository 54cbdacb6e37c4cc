import { setTimeout } from 'node:timers/promises';

const firstMilliseconds = 100;
const longestMilliseconds = 10_000;

/** Repeats work until it succeeds or the signal stops it, waiting longer each time. @throws the signal's reason */
export async function retrying<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      onFailure(error);
    }
    const milliseconds = Math.min(firstMilliseconds * 2 ** failures, longestMilliseconds);
    await setTimeout(milliseconds, undefined, { signal });
  }
}
