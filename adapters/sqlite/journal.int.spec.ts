import { expect } from 'chai';
import { systemClock } from '../../commands/ports/clock.js';
import { newEvent, newEvents, newStream } from '../../test/contracts/event-store/samples.js';
import { scratchDirectory } from '../../test/fixtures/scratch.js';
import { openDatabase } from './driver.js';
import { openSqliteEventStore } from './event-store/index.js';
import { emptyJournal, journalSize, longestJournal } from './journal.js';
import { openReadStore } from './read-store/index.js';

const { now } = systemClock;

describe('the journal of a file', () => {
  const file = scratchDirectory();

  it('is empty once a log was closed', async () => {
    const path = file('events.sqlite');
    const store = await openSqliteEventStore({ path, now });
    await store.append(newStream(), newEvents(20), 'none');
    expect(journalSize(path)).to.be.greaterThan(0);
    await store.close();
    expect(journalSize(path)).to.equal(0);
  });

  it('is empty once read models were closed', async () => {
    const path = file('read-models.sqlite');
    const store = openReadStore(path);
    expect(journalSize(path)).to.be.greaterThan(0);
    await store.close();
    expect(journalSize(path)).to.equal(0);
  });

  it('keeps what it holds while somebody reads in it', () => {
    const path = file('read-models.sqlite');
    void openReadStore(path).close();
    const [writer, reader] = [openDatabase(path), openDatabase(path, { readonly: true })];
    writer.exec('CREATE TABLE t (x)');
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM t').row();
    writer.exec('INSERT INTO t VALUES (1)');
    emptyJournal(writer);
    expect(journalSize(path)).to.be.greaterThan(0);
    reader.exec('COMMIT');
    expect(reader.prepare('SELECT count(*) FROM t').row()).to.deep.equal([1]);
    for (const db of [reader, writer]) db.close();
  });

  it('is cut when it starts over after it became long', async () => {
    const path = file('events.sqlite');
    const store = await openSqliteEventStore({ path, now });
    const reader = openDatabase(path, { readonly: true });
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM events').row();
    const append = () =>
      store.append(newStream(), [newEvent({ text: 'x'.repeat(2 ** 19) })], 'none');
    while (journalSize(path) <= longestJournal * 1.1) await append();
    reader.exec('COMMIT');
    for (let i = 0; i < 5; i += 1) await append();
    expect(journalSize(path)).to.be.at.most(longestJournal);
    reader.close();
    await store.close();
  });
});
