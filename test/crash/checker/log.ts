/** Whether a log is as it must be after any crash. */
import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Acknowledged } from '../../servers/load/clients.js';
import {
  idsSeenTwice,
  lives,
  lostOf,
  streamsOf,
  streamsWithGaps,
} from '../../servers/load/held-against.js';

/** In every request that is refused, and so in no event. */
export const refusedWords = 'this must not be there';

const mostNamed = 5;

const named = (what: string, found: readonly unknown[]): readonly string[] =>
  found.length === 0
    ? []
    : [`${found.length} ${what}: ${JSON.stringify(found.slice(0, mostNamed))}`];

const isBefore = <T>(values: readonly T[], wrong: (before: T, after: T) => boolean) =>
  values.filter((value, index) => {
    const before = values[index - 1];
    return before !== undefined && wrong(before, value);
  });

/** @returns every way in which it is not as promised */
export const logFaults = (
  events: readonly Recorded[],
  acknowledged: readonly Acknowledged[],
): readonly string[] => [
  ...named('acknowledged writes lost', lostOf(events, acknowledged)),
  ...named('ids twice', idsSeenTwice(events)),
  ...named('streams with gaps', streamsWithGaps(events)),
  ...named(
    'positions out of order',
    isBefore(
      events.map(({ position }) => position),
      (before, after) => before >= after,
    ),
  ),
  ...named(
    'events recorded before the one before',
    isBefore(
      events.map(({ recordedAt }) => recordedAt),
      (before, after) => before > after,
    ),
  ),
  ...named('streams whose time runs back', streamsRunningBack(events)),
  ...named(
    'refused but there',
    events.filter((event) => JSON.stringify(event.data).includes(refusedWords)).map(({ id }) => id),
  ),
];

const streamsRunningBack = (events: readonly Recorded[]): readonly string[] =>
  [...streamsOf(events)]
    .filter(([, stream]) => {
      const times = stream.map(({ meta }) => meta.occurredAt);
      return isBefore(times, (before, after) => before > after).length > 0;
    })
    .map(([name]) => name);

/** Cases that were not dealt with once each, all in the same way. */
export function lifeFaults(
  events: readonly Recorded[],
  keys: readonly string[],
): readonly string[] {
  const ways = [...lives(events, new Set(keys))];
  const whole = ways.length === 1 && ways[0]?.[1] === keys.length;
  return whole ? [] : [`${keys.length} cases went like this: ${JSON.stringify(ways)}`];
}
