import { maximumPageSize, type EventStore } from '../../../commands/event-store.js';
import type { Position } from '../../../domain/kernel/ids.js';
import type { ImportApp } from '../app.js';

type Counts = Readonly<Record<string, number>>;

/** A store that counts what is appended through it. */
export interface CountingStore {
  readonly store: EventStore;
  readonly appended: () => Counts;
}

/** Counts appended events by type, so that an import need not read the log for its report. */
export function countingStore(inner: EventStore): CountingStore {
  const counts: Record<string, number> = {};
  const store: EventStore = {
    append: async (stream, events, expected) => {
      const appended = await inner.append(stream, events, expected);
      for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
      return appended;
    },
    read: (stream, options) => inner.read(stream, options),
    readAll: (options) => inner.readAll(options),
    subscribe: (options, signal) => inner.subscribe(options, signal),
    head: () => inner.head(),
    identity: () => inner.identity(),
    close: () => inner.close(),
  };
  return { store, appended: () => ({ ...counts }) };
}

async function readCounts(log: ImportApp['log'], since: Position): Promise<Counts> {
  const counts: Record<string, number> = {};
  for await (const page of log.readAll({ after: since, pageSize: maximumPageSize }))
    for (const { type } of page) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

const difference = (after: Counts, before: Counts): Counts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([type, n]) => [type, n - (before[type] ?? 0)] as const)
      .filter(([, n]) => n > 0),
  );

/**
 * Begins to count what an import writes, by type.
 *
 * @param resumed whether an earlier run has written some of it: then the log is read
 */
export function eventCounter(
  { log, appended }: Pick<ImportApp, 'log' | 'appended'>,
  since: Position,
  resumed: boolean,
): () => Promise<Counts> {
  const before = appended?.();
  if (appended === undefined || before === undefined || resumed)
    return () => readCounts(log, since);
  return () => Promise.resolve(difference(appended(), before));
}
