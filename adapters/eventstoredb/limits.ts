/** How long and how much this adapter waits for. */
export interface Limits {
  /** Longest silence of the server in one call, and longest time that one append is tried. */
  readonly callMilliseconds: number;
  /** Appends that may be unanswered at once; beyond that the store is busy. */
  readonly appends: number;
  /** Bytes of events that may be unanswered at once. */
  readonly bytes: number;
  /** After so long without an event a subscription makes sure that there is none. */
  readonly idleMilliseconds: number;
  /** Wait after the second failure in a row; doubled with each further one. */
  readonly firstWaitMilliseconds: number;
  readonly longestWaitMilliseconds: number;
}

export const defaultLimits: Limits = {
  callMilliseconds: 5_000,
  appends: 4_096,
  bytes: 32 * 1024 * 1024,
  idleMilliseconds: 30_000,
  firstWaitMilliseconds: 50,
  longestWaitMilliseconds: 2_000,
};

/** Milliseconds to wait after so many failures in a row: none after the first. */
export const waitAfter = (failures: number, limits: Limits): number =>
  failures <= 1
    ? 0
    : Math.min(limits.longestWaitMilliseconds, limits.firstWaitMilliseconds * 2 ** (failures - 2));
