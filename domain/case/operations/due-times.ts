import type { Instant } from '../../kernel/instant.js';
import type { Timer } from '../../service/schema/index.js';
import { isNear } from '../limits.js';
import { reject } from '../rejections.js';

/** Due times brought along may only be those of timers that start now and whose length is given. */
export function givenFault(
  due: Readonly<Record<string, Instant>>,
  timers: readonly Timer[],
  now: Instant,
) {
  const names = Object.keys(due);
  if (names.length === 0) return undefined;
  const allowed = timers.filter(({ length }) => length === 'given').map(({ name }) => name);
  for (const timer of names) {
    const pointer = `/due/${timer}`;
    if (!allowed.includes(timer)) return reject('timer-not-given', { timer }, { pointer, allowed });
    const at = due[timer];
    if (at !== undefined && !isNear(at, now))
      return reject('due-out-of-range', { now }, { pointer });
  }
  return undefined;
}
