/** Latencies and rate of one measured piece of work. */
export interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of repetitions, in per cent of the median. */
  readonly spread?: number;
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** What latencies in milliseconds, measured within so many seconds, come to. */
export function measuredOf(latencies: readonly number[], seconds: number): Measured {
  const sorted = [...latencies].sort((a, b) => a - b);
  return { perSecond: sorted.length / seconds, p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}

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
  return measuredOf(latencies, (performance.now() - started) / 1000);
}

/** The median of repetitions by their rate, and how far they lie apart. */
export async function median(
  repetitions: number,
  measure: () => Promise<Measured>,
): Promise<Measured> {
  const all: Measured[] = [];
  for (let i = 0; i < repetitions; i += 1) all.push(await measure());
  return medianOf(all);
}

/**
 * Measures several things in turn, the last one first in every other round: a machine that is slower for a while is
 * slower for all of them, and they can be compared.
 *
 * @returns the median of each
 */
export async function inTurn<Name extends string>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Readonly<Record<Name, Measured>>> {
  const each = Object.entries<() => Promise<Measured>>(measures).map(([name, measure]) => ({
    name,
    measure,
    all: [] as Measured[],
  }));
  for (let round = 0; round < rounds; round += 1)
    for (const { measure, all } of round % 2 === 0 ? each : each.toReversed())
      all.push(await measure());
  return Object.fromEntries(each.map(({ name, all }) => [name, medianOf(all)])) as Record<
    Name,
    Measured
  >;
}

function medianOf(repetitions: readonly Measured[]): Measured {
  const all = [...repetitions].sort((a, b) => a.perSecond - b.perSecond);
  const [slowest, middle, fastest] = [all[0], all[Math.floor(all.length / 2)], all.at(-1)];
  if (middle === undefined || slowest === undefined || fastest === undefined)
    throw new RangeError('Nothing was repeated');
  const spread = (100 * (fastest.perSecond - slowest.perSecond)) / middle.perSecond;
  return { ...middle, spread };
}
