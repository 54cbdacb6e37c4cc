/** Whether the read models in a data folder are those that its log says. */
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../../adapters/sqlite/driver.js';
import { openSqliteEventReader } from '../../../adapters/sqlite/event-store/index.js';
import { openReadStore } from '../../../adapters/sqlite/read-store/index.js';
import { readVersions } from '../../../adapters/sqlite/read-store/versions.js';
import type { EventReader } from '../../../commands/event-store.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { projections } from '../../../projections/index.js';
import type { ReadStore, VersionState } from '../../../projections/read-store.js';
import { runProjections } from '../../../projections/runner/run.js';
import { compareModels } from '../../../scripts/compare/compare-models.js';
import { codec } from '../../../scripts/system/codec.js';
import { dataFiles } from '../../../scripts/system/files.js';
import { projectionSources } from '../../../scripts/system/threads/projection-sources.js';
import { everyEvent } from '../../import/import-city.js';
import { foldLog } from '../../projections/fold-log.js';

export interface ModelsFound {
  /** Documents compared. */
  readonly documents: number;
  readonly faults: readonly string[];
}

/** Read models that are not empty where the log has an event of such a stream. */
const filledBy: Readonly<Record<string, string>> = { cases: 'case-', services: 'service-' };
const patience = 60_000;
const mostNamed = 5;

/**
 * Goes on in a copy from where the folder was left, and holds every document against one folded from the
 * whole log into an empty store.
 */
export async function compareWithRebuild(data: string): Promise<ModelsFound> {
  const folder = await mkdtemp(join(tmpdir(), 'charter-crash-copy-'));
  const copy = join(folder, 'data');
  await cp(data, copy, { recursive: true });
  const { events, readModels } = dataFiles(copy);
  const log = openSqliteEventReader(events);
  const [kept, fresh] = [openReadStore(readModels), openReadStore(':memory:')];
  try {
    await goOn(log, kept);
    await foldLog(log, fresh);
    return await compare(fresh, kept, await everyEvent(log));
  } finally {
    await Promise.all([log.close(), kept.close(), fresh.close()]);
    await rm(folder, { recursive: true });
  }
}

async function compare(
  fresh: ReadStore,
  kept: ReadStore,
  events: readonly Recorded[],
): Promise<ModelsFound> {
  const faults: string[] = [];
  let sum = 0;
  for await (const { model, documents, differing, differences } of compareModels(fresh, kept, {
    except: [],
  })) {
    sum += documents;
    const category = filledBy[model] ?? (model === 'events' ? '' : undefined);
    const isFilled = events.some(
      ({ stream }) => category !== undefined && stream.startsWith(category),
    );
    if (documents === 0 && isFilled) faults.push(`${model} is empty`);
    if (differing > 0)
      faults.push(`${differing} of ${model}: ${JSON.stringify(differences.slice(0, mostNamed))}`);
  }
  return { documents: sum, faults };
}

/** As a process that starts would, until every read model has come to the end of the log. */
async function goOn(events: EventReader, store: ReadStore): Promise<void> {
  const stopping = new AbortController();
  const running = await runProjections({
    ...{ events, store, projections, codec, sources: projectionSources },
    signal: stopping.signal,
  });
  try {
    const head = await events.head();
    const late = performance.now() + patience;
    while (!standsAt(await store.versions(), head)) {
      if (performance.now() > late) throw new Error('The read models do not catch up');
      await sleep(10);
    }
  } finally {
    stopping.abort();
    await running.finished;
  }
}

/** Whether every read model serves and has come to a position. */
export const standsAt = (states: readonly VersionState[], head: string): boolean =>
  projections.every(({ name }) => servingAt(states, name, head));

const servingAt = (states: readonly VersionState[], name: string, head: string): boolean =>
  states.some(
    ({ projection, serving, checkpoint }) =>
      projection === name && serving && (checkpoint?.position ?? '') >= head,
  );

/** How each stored version stands now, or stood when the process died; nothing is changed by looking. */
export function versionsIn(data: string): readonly VersionState[] {
  const { readModels } = dataFiles(data);
  if (!existsSync(readModels)) return [];
  const db = openDatabase(readModels, { readonly: true });
  try {
    return readVersions(db);
  } catch {
    // It was killed before there was a table.
    return [];
  } finally {
    db.close();
  }
}

/** Versions beside those that serve. */
export const generationsBeside = (states: readonly VersionState[]): readonly VersionState[] =>
  states.filter(({ serving }) => !serving);
