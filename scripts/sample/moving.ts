import type { MovableClock } from '../../adapters/clock/movable-clock.js';
import {
  addLength,
  type Length,
  type WorkingCalendar,
} from '../../domain/kernel/calendar/index.js';
import { BehindError } from '../../domain/kernel/faults.js';
import { epochMilliseconds, type Instant } from '../../domain/kernel/instant.js';
import type { System } from '../system/system.js';

/** How far the clock was moved, and how many streams had something due by then. */
export interface Moved {
  readonly from: Instant;
  readonly to: Instant;
  readonly settled: number;
}

export type Move = (length: Length) => Promise<Moved>;

interface Parts {
  readonly system: Pick<System, 'store' | 'reads' | 'timekeeper'>;
  readonly clock: MovableClock;
  readonly calendar: WorkingCalendar;
}

const longestWait = 30_000;

/**
 * Moves the clock of the sample city on, one move at a time. Resolves when everything that fell due is
 * written and readable.
 *
 * @throws RangeError for a move back or of more than a year; BehindError when read models do not follow
 */
export function createMove({ system, clock, calendar }: Parts): Move {
  let last: Promise<unknown> = Promise.resolve();
  const move: Move = async (length) => {
    const from = clock.now();
    const to = addLength(from, length, calendar, 'exact');
    clock.advance(epochMilliseconds(to) - epochMilliseconds(from));
    await readable(system);
    const { settled } = await system.timekeeper.runOnce();
    await readable(system);
    return { from, to, settled };
  };
  return (length) => {
    const next = last.then(() => move(length));
    last = next.catch(() => undefined);
    return next;
  };
}

async function readable({ store, reads }: Parts['system']): Promise<void> {
  const head = await store.head();
  if (!(await reads.reached(head, longestWait))) throw new BehindError('A read model');
}
