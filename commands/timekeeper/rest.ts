import type { DueStream } from '../ports/due-streams.js';

const firstRest = 1000;
const longestRest = 60_000;
const mostRemembered = 100_000;

interface Rest {
  readonly times: number;
  readonly until: number;
}

const keyOf = ({ stream, dueAt }: DueStream): string => `${stream}@${dueAt}`;

/**
 * Which due streams were settled a moment ago. A read model that lags still shows them as due; each
 * is left alone for a second, then for twice as long, up to a minute.
 *
 * @param monotonic milliseconds of a clock that only goes on
 */
export function createRests(monotonic: () => number) {
  const rests = new Map<string, Rest>();

  const forget = (now: number): void => {
    for (const [key, { until }] of rests) if (until + longestRest < now) rests.delete(key);
  };

  return {
    isResting: (due: DueStream): boolean => (rests.get(keyOf(due))?.until ?? 0) > monotonic(),
    begin: (due: DueStream): void => {
      const now = monotonic();
      if (rests.size >= mostRemembered) forget(now);
      const times = rests.get(keyOf(due))?.times ?? 0;
      const until = now + Math.min(longestRest, firstRest * 2 ** times);
      rests.set(keyOf(due), { times: times + 1, until });
    },
  };
}
