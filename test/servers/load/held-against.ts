/** What a log says, held against what clients were told. */
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { keyOf } from '../../../domain/kernel/ids.js';
import { isCase } from '../../import/import-city.js';
import type { Acknowledged } from './clients.js';

/** Events of each stream, in log order. */
export function streamsOf(events: readonly Recorded[]): ReadonlyMap<string, readonly Recorded[]> {
  const streams = new Map<string, Recorded[]>();
  for (const event of events) {
    const stream = streams.get(event.stream) ?? [];
    if (stream.length === 0) streams.set(event.stream, stream);
    stream.push(event);
  }
  return streams;
}

/** Streams whose revisions do not count from 0 on. */
export const streamsWithGaps = (events: readonly Recorded[]): readonly string[] =>
  [...streamsOf(events)]
    .filter(([, stream]) => stream.some(({ revision }, index) => revision !== BigInt(index)))
    .map(([name]) => name);

export const idsSeenTwice = (events: readonly Recorded[]): readonly string[] => {
  const seen = new Set<string>();
  return events.map(({ id }) => id).filter((id) => seen.has(id) || !seen.add(id));
};

/** Writes that clients were told of, and that the log does not have at that place. */
export function lostOf(
  events: readonly Recorded[],
  acknowledged: readonly Acknowledged[],
): readonly Acknowledged[] {
  const ends = new Map<string, bigint>();
  for (const { stream, revision, meta } of events)
    ends.set(`${keyOf(stream)} ${meta.commandId}`, revision);
  return acknowledged.filter(
    ({ reference, revision, commandId }) =>
      ends.get(`${reference} ${commandId}`) !== BigInt(revision),
  );
}

export const casesIn = (events: readonly Recorded[]): readonly (readonly Recorded[])[] => [
  ...streamsOf(events.filter(isCase)).values(),
];

/** How each case that was submitted with one of these descriptions went → how many went so. */
export function lives(
  events: readonly Recorded[],
  descriptions: ReadonlySet<string>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const stream of casesIn(events)) {
    if (!descriptions.has(descriptionOf(stream[0]))) continue;
    const life = stream.map(({ type }) => type).join(' ');
    counts.set(life, (counts.get(life) ?? 0) + 1);
  }
  return counts;
}

const descriptionOf = (submitted: Recorded | undefined): string => {
  const { answers } = (submitted?.data ?? {}) as { answers?: { description?: string } };
  return answers?.description ?? '';
};
