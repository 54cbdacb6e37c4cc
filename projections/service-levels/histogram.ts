const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Upper bounds of the buckets, inclusive, in milliseconds; what is longer than the last goes into one more. */
export type Bounds = readonly number[];

/** Working time, in working days of eight hours from a quarter of an hour to a working year. */
export const workingBounds: Bounds = [
  ...[15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour],
  ...[2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 130, 260].map((days) => days * 8 * hour),
];

/** Elapsed time, from a quarter of an hour to five years. */
export const elapsedBounds: Bounds = [
  ...[15 * minute, hour, 4 * hour, 12 * hour],
  ...[1, 2, 3, 5, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 365, 730, 1825].map(
    (days) => days * day,
  ),
];

/** Number of the bucket → how many; empty buckets are left out. */
export type Histogram = Readonly<Record<string, number>>;

/** A set of durations, kept small: sums exactly, percentiles within a bucket. */
export interface Durations {
  readonly count: number;
  /** Milliseconds. */
  readonly sum: number;
  readonly longest: number;
  readonly histogram: Histogram;
}

export const noDurations: Durations = { count: 0, sum: 0, longest: 0, histogram: {} };

export function bucketOf(bounds: Bounds, milliseconds: number): number {
  const found = bounds.findIndex((bound) => milliseconds <= bound);
  return found === -1 ? bounds.length : found;
}

export function addDuration(durations: Durations, bounds: Bounds, milliseconds: number): Durations {
  const { count, sum, longest, histogram } = durations;
  const bucket = bucketOf(bounds, milliseconds);
  return {
    count: count + 1,
    sum: sum + milliseconds,
    longest: Math.max(longest, milliseconds),
    histogram: { ...histogram, [bucket]: (histogram[bucket] ?? 0) + 1 },
  };
}

/**
 * The duration that a share of all does not exceed, in milliseconds: within its bucket by linear
 * interpolation, never beyond the longest. Null of nothing.
 *
 * @param share above 0, up to 1: 0.9 for the 90th percentile
 */
export function percentile(durations: Durations, bounds: Bounds, share: number): number | null {
  const wanted = durations.count * share;
  let before = 0;
  for (let bucket = 0; bucket <= bounds.length; bucket += 1) {
    const inside = durations.histogram[bucket] ?? 0;
    if (inside > 0 && before + inside >= wanted) {
      const from = bounds[bucket - 1] ?? 0;
      const to = Math.min(bounds[bucket] ?? durations.longest, durations.longest);
      return Math.round(from + ((to - from) * (wanted - before)) / inside);
    }
    before += inside;
  }
  return null;
}
