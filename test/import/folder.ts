import { openSqliteEventReader } from '../../adapters/sqlite/event-store/index.js';
import { openReadStore } from '../../adapters/sqlite/read-store/index.js';
import type { EventReader } from '../../commands/event-store.js';
import { StoreUnavailableError } from '../../domain/kernel/faults.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { Document, Tombstone } from '../../projections/read-store.js';
import { dataFiles } from '../../scripts/system/files.js';
import { everyEvent } from './import-city.js';

/** What a data folder's log holds by now, whoever writes to it. */
export async function eventsIn(data: string): Promise<readonly Recorded[]> {
  const reader = readerOf(data);
  if (reader === undefined) return [];
  try {
    return await everyEvent(reader);
  } finally {
    await reader.close();
  }
}

function readerOf(data: string): EventReader | undefined {
  try {
    return openSqliteEventReader(dataFiles(data).events);
  } catch (error) {
    if (error instanceof StoreUnavailableError) return undefined;
    throw error;
  }
}

/** Where the log of a data folder ends. */
export async function headIn(data: string): Promise<Position> {
  const reader = openSqliteEventReader(dataFiles(data).events);
  try {
    return await reader.head();
  } finally {
    await reader.close();
  }
}

/** Every document of each read model that serves, by read model. */
export async function documentsIn(
  data: string,
): Promise<ReadonlyMap<string, readonly (Document | Tombstone)[]>> {
  const store = openReadStore(dataFiles(data).readModels);
  try {
    const found = new Map<string, readonly (Document | Tombstone)[]>();
    for (const { projection, serving, definition } of await store.versions()) {
      if (!serving) continue;
      const documents: (Document | Tombstone)[] = [];
      for await (const page of store.scan(definition)) documents.push(...page);
      found.set(projection, documents);
    }
    return found;
  } finally {
    await store.close();
  }
}
