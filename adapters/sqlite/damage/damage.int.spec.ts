import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { systemClock } from '../../../commands/ports/clock.js';
import { StoreDamagedError } from '../../../domain/kernel/faults.js';
import { newEvent, newEvents, newStream } from '../../../test/contracts/event-store/samples.js';
import { scratchDirectory } from '../../../test/fixtures/scratch.js';
import { openDatabase } from '../driver.js';
import { openSqliteEventReader, openSqliteEventStore } from '../event-store/index.js';
import { openOperations } from '../operations/operations.js';
import { openReadStore } from '../read-store/index.js';
import { findDamage, inspect } from './index.js';

const pageSize = 8192;
const { now } = systemClock;

const zero = (path: string, page: number): void => {
  const bytes = readFileSync(path);
  bytes.fill(0, page * pageSize, (page + 1) * pageSize);
  writeFileSync(path, bytes);
};
const damages: Readonly<Record<string, (path: string) => void>> = {
  'its last page is gone': (path) => truncateSync(path, statSync(path).size - pageSize),
  'half of it is gone': (path) => truncateSync(path, statSync(path).size / 2),
  'its first page is zeros': (path) => zero(path, 0),
  'a page in its middle is zeros': (path) => zero(path, 9),
};

describe('a damaged file', () => {
  const file = scratchDirectory();

  async function logOf(events: number): Promise<string> {
    const path = file('events.sqlite');
    const store = await openSqliteEventStore({ path, now });
    for (let stream = 0; stream < events / 20; stream += 1)
      await store.append(newStream(), newEvents(20), 'none');
    await store.close();
    const db = openDatabase(path);
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    return path;
  }

  it('is found by reading it through, and a whole one is whole', async () => {
    const path = await logOf(400);
    expect(findDamage(path)).to.deep.equal([]);
    expect(await inspect(path).found).to.deep.equal([]);
  });

  for (const [title, damage] of Object.entries(damages))
    it(`is found when ${title}`, async () => {
      const path = await logOf(400);
      damage(path);
      expect(findDamage(path)).not.to.deep.equal([]);
      expect(await inspect(path).found).not.to.deep.equal([]);
    });

  it('is found when all of a page is content, of which the pages of SQLite tell nothing', async () => {
    const path = file('events.sqlite');
    const store = await openSqliteEventStore({ path, now });
    await store.append(newStream(), [newEvent({ long: 'word '.repeat(20_000) })], 'none');
    await store.close();
    zero(path, Math.floor(readFileSync(path).lastIndexOf('word ') / pageSize));
    expect(findDamage(path)).to.include('1 of the rows of events can not be read: no JSON in data');
  });

  it('is no longer looked for when that is stopped, which harms nobody', async () => {
    const inspection = inspect(await logOf(400));
    await inspection.stop();
    await inspection.stop();
    expect(await inspection.found).to.deep.equal([]);
  });

  it('of a log is told with what to do by whoever reads it', async () => {
    const path = await logOf(400);
    damages['a page in its middle is zeros']?.(path);
    const reader = openSqliteEventReader(path);
    const reading = async () => {
      for await (const page of reader.readAll()) expect(page.length).to.be.greaterThan(0);
    };
    const error: unknown = await reading().catch((thrown: unknown) => thrown);
    await reader.close();
    expect(error).to.be.instanceOf(StoreDamagedError).with.property('code', 'store.damaged');
  });

  it('of a log is told with what to do by whoever writes it', async () => {
    // A copy, since this process may still know of the pages of the other.
    const path = file('copy.sqlite');
    copyFileSync(await logOf(400), path);
    damages['half of it is gone']?.(path);
    const opening: unknown = await openSqliteEventStore({ path, now }).catch((e: unknown) => e);
    expect(String(opening)).to.match(/^Error: .+ is damaged: .+ charter restore\.$/);
  });

  it('that is empty beside its journal is not made anew, which would wipe the journal', async () => {
    const path = file('events.sqlite');
    writeFileSync(path, '');
    writeFileSync(`${path}-wal`, 'what was written last');
    const error: unknown = await openSqliteEventStore({ path, now }).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(StoreDamagedError);
    expect(readFileSync(`${path}-wal`, 'utf8')).to.equal('what was written last');
  });

  it('of read models says that they can be folded again, one of reactions that they can not', () => {
    const path = file('read-models.sqlite');
    writeFileSync(path, 'no database, but long enough to be taken for one'.repeat(100));
    expect(() => openReadStore(path))
      .to.throw(StoreDamagedError)
      .with.property('advice')
      .that.includes('delete read-models.sqlite');
    expect(() => openOperations(path)).to.throw(StoreDamagedError, /charter restore/);
  });
});
