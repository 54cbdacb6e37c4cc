import type { Instant } from '../../../domain/kernel/instant.js';
import { fromEpochMilliseconds } from '../../../domain/kernel/instant.js';
import { faultsIn, restoreBackup, tellingDamage } from '../damage/index.js';
import { openDatabase, type Connection } from '../driver.js';
import { identityOf, verifyLog } from '../event-store/format.js';

/** What a file of an event log holds. */
export interface LogContent {
  readonly identity: string;
  readonly events: number;
  readonly streams: number;
  /** Absent from an empty log. */
  readonly last?: { readonly id: string; readonly recordedAt: Instant };
  /** What is wrong with it; empty for a whole log. */
  readonly faults: readonly string[];
}

const mostFaults = 20;

/**
 * Reads a whole log and says what it holds and whether it is whole: its pages, indexes and texts, and that
 * every stream's revisions count from 0 without a gap.
 *
 * @throws StoreFormatError when the file is no log, StoreDamagedError when it can not be read
 */
export const inspectLog = (path: string): LogContent =>
  tellingDamage(path, restoreBackup, () => contentOf(path));

function contentOf(path: string): LogContent {
  const db = openDatabase(path, { readonly: true });
  try {
    verifyLog(db, path);
    const last = db.prepare('SELECT id, at FROM events ORDER BY pos DESC LIMIT 1').row();
    return {
      identity: identityOf(db),
      events: number(db, 'SELECT count(*) FROM events'),
      streams: number(db, 'SELECT count(*) FROM streams'),
      ...(last && {
        last: { id: String(last[0]), recordedAt: fromEpochMilliseconds(Number(last[1])) },
      }),
      faults: [...faultsIn(db), ...gaps(db)],
    };
  } finally {
    db.close();
  }
}

const number = (db: Connection, sql: string): number => Number(db.prepare(sql).row()?.[0] ?? 0);

const gaps = (db: Connection): readonly string[] =>
  db
    .prepare(
      `SELECT name, count(*), max(rev) FROM events JOIN streams ON streams.id = sid
       GROUP BY sid HAVING count(*) <> max(rev) + 1 LIMIT ${mostFaults}`,
    )
    .rows()
    .map(
      ([name, count, rev]) => `${String(name)} has ${String(count)} events up to ${String(rev)}`,
    );
