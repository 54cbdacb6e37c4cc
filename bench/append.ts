import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '../adapters/sqlite/driver.js';
import { openSqliteEventStore } from '../adapters/sqlite/event-store/index.js';
import { systemClock } from '../commands/ports/clock.js';
import type { Authority } from '../domain/kernel/authority.js';
import type { NewEvent } from '../domain/kernel/envelope.js';
import { commandId, eventId, streamName } from '../domain/kernel/ids.js';
import { closedLoop, median, type Measured } from './samples.js';

const text = 'x'.repeat(200);

/** An event of about 800 bytes with its metadata. */
export const commented = (): NewEvent => ({
  id: eventId(randomUUID()),
  type: 'case.commented.v1',
  data: { service: 'complaint', comment: text, visibility: 'parties' },
  meta: {
    actor: { id: 'asha', kind: 'staff', roles: ['call-taker'] },
    origin: 'actor',
    authority: 'demo.riverton' as Authority,
    channel: 'api',
    occurredAt: systemClock.now(),
    commandId: commandId(randomUUID()),
    commandHash: '0'.repeat(32),
    correlationId: randomUUID(),
  },
});

/** Single-event appends to new streams through the port, `writers` at a time. */
export async function appends(folder: string, writers: number, count: number): Promise<Measured> {
  const path = join(folder, `append-${writers}.sqlite`);
  const store = await openSqliteEventStore({ path, now: () => systemClock.now() });
  try {
    return await median(3, () =>
      closedLoop(writers, count, () =>
        store.append(streamName(`case-${randomUUID().replaceAll('-', '')}`), [commented()], 'none'),
      ),
    );
  } finally {
    await store.close();
  }
}

/**
 * The same rows by a bare insert, `batch` of them to a transaction, flushed alike: what the disk and SQLite allow.
 *
 * @returns rows a second, the median of three repetitions
 */
export function bareInserts(folder: string, batch: number, count: number): number {
  const db = openDatabase(join(folder, `bare-${batch}.sqlite`));
  db.exec('PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  db.exec('CREATE TABLE events (pos INTEGER PRIMARY KEY, stream TEXT, data TEXT, meta TEXT)');
  const insert = db.prepare('INSERT INTO events (stream, data, meta) VALUES (?, ?, ?)');
  const rows = Array.from({ length: count }, () => {
    const { id, data, meta } = commented();
    return [id, JSON.stringify(data), JSON.stringify(meta)] as const;
  });
  const rates = [1, 2, 3].map(() => {
    const started = performance.now();
    for (let from = 0; from < count; from += batch)
      db.transaction(() => {
        for (const row of rows.slice(from, from + batch)) insert.run(...row);
      });
    return count / ((performance.now() - started) / 1000);
  });
  db.close();
  return rates.sort((a, b) => a - b)[1] ?? 0;
}
