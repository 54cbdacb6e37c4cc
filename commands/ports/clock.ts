import { fromEpochMilliseconds, type Instant } from '../../domain/kernel/instant.js';

/** The present. The sample city's runs ahead, the lab's is virtual. */
export interface Clock {
  readonly now: () => Instant;
}

export const systemClock: Clock = { now: () => fromEpochMilliseconds(Date.now()) };
