import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '../adapters/sqlite/driver.js';
import { prepareLog, tuneWriter } from '../adapters/sqlite/event-store/format.js';
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

const newStream = () => streamName(`case-${randomUUID().replaceAll('-', '')}`);

/** Single-event appends to new streams through the port, `writers` at a time. */
export async function appends(folder: string, writers: number, count: number): Promise<Measured> {
  const path = join(folder, `append-${writers}.sqlite`);
  const store = await openSqliteEventStore({ path, now: () => systemClock.now() });
  try {
    return await median(3, () =>
      closedLoop(writers, count, () => store.append(newStream(), [commented()], 'none')),
    );
  } finally {
    await store.close();
  }
}

/**
 * The same rows into the same tables by one bare loop, `batch` of them to a transaction, flushed alike, their texts
 * made beforehand: what the disk and SQLite allow.
 *
 * @returns events a second, the median of three repetitions
 */
export function bareInserts(folder: string, batch: number, count: number): number {
  const path = join(folder, `bare-${batch}.sqlite`);
  const db = openDatabase(path);
  prepareLog(db, path);
  tuneWriter(db);
  const insertStream = db.prepare('INSERT INTO streams VALUES (?, ?)');
  const insertEvent = db.prepare('INSERT INTO events VALUES (?, ?, 0, ?, ?, ?, ?, ?)');
  let last = 0;
  const rates = [1, 2, 3].map(() => {
    const rows = Array.from({ length: count }, rowOf);
    const started = performance.now();
    for (let from = 0; from < count; from += batch)
      db.transaction(() => {
        for (const { stream, texts } of rows.slice(from, from + batch)) {
          last += 1;
          insertStream.run(last, stream);
          insertEvent.run(last, last, Date.now(), ...texts);
        }
      });
    return count / ((performance.now() - started) / 1000);
  });
  db.close();
  return rates.sort((a, b) => a - b)[1] ?? 0;
}

function rowOf() {
  const { id, type, data, meta } = commented();
  return { stream: newStream(), texts: [id, type, JSON.stringify(data), JSON.stringify(meta)] };
}
