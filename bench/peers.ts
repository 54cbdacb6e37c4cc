import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openSqliteEventStore } from '../adapters/sqlite/event-store/index.js';
import { maximumPageSize } from '../commands/event-store.js';
import { systemClock } from '../commands/ports/clock.js';
import { root } from '../scripts/root.js';
import { appends, commented } from './append.js';
import { measuredLine, type Line } from './line.js';
import { closedLoop, median, type Measured } from './samples.js';

interface Work {
  readonly folder: string;
  readonly note: (message: string) => void;
  readonly less: number;
}

/** As much of Emmett's event store on SQLite as is measured. */
interface Emmett {
  readonly getSQLiteEventStore: (options: {
    readonly fileName: string;
    readonly schema: { readonly autoMigration: 'CreateOrUpdate' };
  }) => {
    appendToStream(
      stream: string,
      events: readonly { readonly type: string; readonly data: unknown }[],
      options: { readonly expectedStreamVersion: 'STREAM_DOES_NOT_EXIST' },
    ): Promise<unknown>;
    consumer(options: { readonly pulling: { readonly batchSize: number } }): {
      processor(options: {
        readonly processorId: string;
        readonly startFrom: 'BEGINNING';
        readonly eachMessage: () => Promise<void>;
      }): unknown;
      start(): Promise<void>;
      close(): Promise<void>;
    };
  };
}

const named = 'Emmett 0.38.5 on SQLite';
const folderOfPeers = join(root, 'bench', 'peers');
const entry = join(
  folderOfPeers,
  ...['node_modules', '@event-driven-io', 'emmett-sqlite', 'dist', 'index.js'],
);

/** Installs the peers on first use: nobody else needs them, and one has to be compiled. */
async function emmettHere({ note }: Work): Promise<Emmett | undefined> {
  if (!existsSync(entry)) {
    note('installing the peers');
    spawnSync('npm', ['install', '--prefix', folderOfPeers], { stdio: 'inherit' });
  }
  if (!existsSync(entry)) return undefined;
  return (await import(pathToFileURL(entry).href)) as Emmett;
}

/** The same appends, and the same reading of the whole log, by other event stores of npm. */
export async function peers(work: Work): Promise<readonly Line[]> {
  const emmett = await emmettHere(work);
  if (emmett === undefined) {
    work.note('the peers could not be installed: left out');
    return [];
  }
  const lines: Line[] = [];
  const count = Math.ceil(2_000 / work.less);
  // With several writers at once its connections lock each other out (SQLITE_BUSY), and the process ends.
  work.note('appends beside Emmett, 1 writer');
  const theirs = await emmettAppends(emmett, join(work.folder, 'emmett'), count);
  const ours = await appends(work.folder, 1, count);
  lines.push(measuredLine(`append, 1 writer: ${named}`, 'events/s', theirs));
  lines.push(
    measuredLine('append, 1 writer: Charter', 'events/s', ours, { bare: theirs.perSecond }),
  );
  work.note('reading whole logs beside Emmett');
  const value = await charterReading(join(work.folder, 'append-1.sqlite'));
  const bare = await emmettReading(emmett, join(work.folder, 'emmett'), 3 * count);
  lines.push({ name: `reading the log: ${named}`, value: bare, unit: 'events/s' });
  lines.push({ name: 'reading the log: Charter', value, unit: 'events/s', bare });
  return lines;
}

async function emmettAppends(
  { getSQLiteEventStore }: Emmett,
  fileName: string,
  count: number,
): Promise<Measured> {
  const store = getSQLiteEventStore({ fileName, schema: { autoMigration: 'CreateOrUpdate' } });
  const append = () => {
    const { type, data, meta } = commented();
    const event = { type, data, metadata: meta };
    const stream = `case-${randomUUID()}`;
    return store.appendToStream(stream, [event], {
      expectedStreamVersion: 'STREAM_DOES_NOT_EXIST',
    });
  };
  await append();
  return median(3, () => closedLoop(1, count, append));
}

async function emmettReading(
  { getSQLiteEventStore }: Emmett,
  fileName: string,
  count: number,
): Promise<number> {
  const store = getSQLiteEventStore({ fileName, schema: { autoMigration: 'CreateOrUpdate' } });
  const consumer = store.consumer({ pulling: { batchSize: maximumPageSize } });
  const started = performance.now();
  await new Promise<void>((resolve, reject) => {
    let read = 0;
    consumer.processor({
      processorId: randomUUID(),
      startFrom: 'BEGINNING',
      eachMessage: () => {
        read += 1;
        if (read === count) resolve();
        return Promise.resolve();
      },
    });
    consumer.start().catch(reject);
  });
  const seconds = (performance.now() - started) / 1000;
  await consumer.close();
  return count / seconds;
}

async function charterReading(path: string): Promise<number> {
  const store = await openSqliteEventStore({ path, now: () => systemClock.now() });
  const started = performance.now();
  let read = 0;
  for await (const page of store.readAll({ pageSize: maximumPageSize })) read += page.length;
  const seconds = (performance.now() - started) / 1000;
  await store.close();
  return read / seconds;
}
