import { LRUCache } from 'lru-cache';
import type { StreamName } from '../../domain/kernel/ids.js';
import type { MaybePromise } from '../pipeline/aggregate.js';
import type { Loader } from '../pipeline/loader.js';

/** States of streams that decisions about other streams look at: never older than a second. */
export interface Shelf<State> {
  /** At once when what is in memory is young enough. A stream that does not exist has the initial state. */
  take(stream: StreamName): MaybePromise<State>;
}

const mostAbsent = 10_000;

/**
 * @param loader of the streams' own pipeline, so that what this process appends is seen at once
 * @param monotonic milliseconds of a clock that only goes on
 * @param longest age in milliseconds after which other processes may have appended unseen
 */
export function createShelf<State>(
  loader: Loader<State>,
  initial: State,
  monotonic: () => number,
  longest: number,
): Shelf<State> {
  const absentAt = new LRUCache<StreamName, number>({ max: mostAbsent });
  const underWay = new Map<StreamName, Promise<State>>();

  const isYoung = (checkedAt: number | undefined): boolean =>
    checkedAt !== undefined && monotonic() - checkedAt < longest;

  const read = async (stream: StreamName): Promise<State> => {
    const cached = loader.cached(stream);
    if (cached === undefined) {
      const { state, tip, checkedAt } = await loader.load(stream);
      if (tip === undefined) absentAt.set(stream, checkedAt);
      return state;
    }
    await loader.refresh(stream, cached);
    return cached.state;
  };

  return {
    take: (stream) => {
      const cached = loader.cached(stream);
      if (cached !== undefined && isYoung(cached.checkedAt)) return cached.state;
      if (cached === undefined && isYoung(absentAt.get(stream))) return initial;
      const reading = underWay.get(stream) ?? read(stream).finally(() => underWay.delete(stream));
      underWay.set(stream, reading);
      return reading;
    },
  };
}

/** Several at once, without waiting when all are at hand. */
export function takeAll<State>(
  shelf: Shelf<State>,
  streams: readonly StreamName[],
): MaybePromise<readonly State[]> {
  const taken = streams.map((stream) => shelf.take(stream));
  // Either every one is at hand, or all are waited for.
  return taken.some((state) => state instanceof Promise)
    ? Promise.all(taken)
    : (taken as readonly State[]);
}
