import type { Clock } from '../../commands/ports/clock.js';
import type { Instant } from '../../domain/kernel/instant.js';

/** A clock that shows what it is told: a past is lived through on it. */
export interface LivedClock extends Clock {
  /** Never back. */
  readonly come: (to: Instant) => void;
}

export function createLivedClock(begin: Instant): LivedClock {
  let present = begin;
  return {
    now: () => present,
    come: (to) => {
      if (to > present) present = to;
    },
  };
}
