import { readFileSync, writeFileSync } from 'node:fs';
import type { Clock } from '../../commands/ports/clock.js';
import { fromEpochMilliseconds } from '../../domain/kernel/instant.js';

/** A clock that runs ahead of the real one by an offset that only grows: for the sample city. */
export interface MovableClock extends Clock {
  /** Moves it forward. @throws RangeError when not forward, or more than a year at once */
  readonly advance: (milliseconds: number) => void;
}

const mostAtOnce = 366 * 86_400_000;

const readOffset = (path: string): number => {
  try {
    const offset = Number(readFileSync(path, 'utf8'));
    return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
  } catch {
    return 0;
  }
};

/** @param path file that keeps the offset in milliseconds over restarts: time must not run back */
export function createMovableClock(path: string): MovableClock {
  let offset = readOffset(path);
  return {
    now: () => fromEpochMilliseconds(Date.now() + offset),
    advance: (milliseconds) => {
      if (!Number.isSafeInteger(milliseconds) || milliseconds <= 0 || milliseconds > mostAtOnce)
        throw new RangeError('The clock moves forward, by at most a year at once.');
      offset += milliseconds;
      writeFileSync(path, String(offset), { mode: 0o600 });
    },
  };
}
