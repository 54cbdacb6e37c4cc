/** Latencies of one measured piece of work. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/**
 * Runs `count` pieces of work in a closed loop of `clients`, each waiting for its answer.
 *
 * @returns pieces a second, and milliseconds
 */
export async function closedLoop(
  clients: number,
  count: number,
  work: (index: number) => Promise<unknown>,
): Promise<Measured> {
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  const client = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const from = performance.now();
      await work(index);
      latencies.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  return { perSecond: count / seconds, p50: at(latencies, 0.5), p99: at(latencies, 0.99) };
}

/** The median of repetitions by their rate. */
export async function median(
  repetitions: number,
  measure: () => Promise<Measured>,
): Promise<Measured> {
  const all: Measured[] = [];
  for (let i = 0; i < repetitions; i += 1) all.push(await measure());
  all.sort((a, b) => a.perSecond - b.perSecond);
  return all[Math.floor(repetitions / 2)] ?? { perSecond: 0, p50: 0, p99: 0 };
}
