import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openEventStoreDb } from '../../adapters/eventstoredb/index.js';
import { openSqliteEventStore } from '../../adapters/sqlite/event-store/index.js';
import type { EventStore } from '../../commands/event-store.js';
import { instant } from '../../domain/kernel/instant.js';
import { collect, newEvents, newStream } from '../../test/contracts/event-store/samples.js';
import { StandIn } from '../../test/servers/eventstoredb/server.js';
import { noProgress } from '../import/index.js';
import { copyLog } from './copy-log.js';

const times = ['2024-01-01T08:00:00.123Z', '2024-01-01T08:00:00.124Z', '2025-05-05T00:00:00.000Z'];

describe('a city that moves from one engine to another', () => {
  let folder: string;
  let standIn: StandIn;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'charter-copy-'));
    standIn = await StandIn.start({ port: 0 });
  });
  after(() => {
    standIn.stop();
    rmSync(folder, { recursive: true });
  });

  const eventsOf = async (store: EventStore) =>
    (await collect(store.readAll())).map((event) => ({ ...event, position: '' }));

  it('takes its log along: SQLite, EventStoreDB and back', async () => {
    const clock = times.map((time) => instant(time));
    const now = () => clock.shift() ?? instant('2026-01-01T00:00:00Z');
    const first = await openSqliteEventStore({ path: join(folder, 'first.sqlite'), now });
    const [a, b] = [newStream(), newStream()];
    await first.append(a, newEvents(3), 'none');
    await first.append(b, newEvents(1), 'none');
    await first.append(a, newEvents(2), 2n);
    const server = openEventStoreDb({ url: standIn.url });
    const back = await openSqliteEventStore({ path: join(folder, 'back.sqlite'), now });
    try {
      expect(await copyLog({ from: first, to: server, progress: noProgress })).to.deep.equal({
        present: 0,
        copied: 6,
        verified: 6,
      });
      await copyLog({ from: server, to: back, inFlight: 64, progress: noProgress });
      const before = await eventsOf(first);
      expect(before.map(({ recordedAt }) => recordedAt).sort()).to.include.members(times);
      expect(await eventsOf(server)).to.deep.equal(before);
      expect(await eventsOf(back)).to.deep.equal(before);
    } finally {
      await Promise.all([first.close(), server.close(), back.close()]);
    }
  });
});
