import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { StoreFormatError, StoreUnavailableError } from '../../../domain/kernel/faults.js';
import type { Position } from '../../../domain/kernel/ids.js';
import { scratchDirectory } from '../../../test/fixtures/scratch.js';
import { openDatabase } from '../driver.js';
import { identityOf, positionOf, prepareLog, rowOf, tuneWriter } from './format.js';
import { openSqliteEventReader } from './index.js';

describe('file of an event log', () => {
  const file = scratchDirectory();
  const made = (path: string) => {
    const connection = openDatabase(path);
    prepareLog(connection, path);
    return connection;
  };

  it('flushes every commit to the disk and keeps a write-ahead log', () => {
    const db = made(file('log.db'));
    tuneWriter(db);
    const settings = ['journal_mode', 'synchronous', 'page_size', 'wal_autocheckpoint'].map(
      (name) => db.prepare(`PRAGMA ${name}`).row()?.[0],
    );
    expect(settings).to.deep.equal(['wal', 2, 8_192, 16_384]);
    db.close();
  });

  it('keeps its identity, and every log has another', () => {
    const one = made(file('log.db'));
    const identity = identityOf(one);
    one.close();
    const [again, other] = [made(file('log.db')), made(file('other.db'))];
    expect(identityOf(again)).to.equal(identity);
    expect(identityOf(other)).not.to.equal(identity);
    again.close();
    other.close();
  });

  it('is refused when a newer Charter has written it', () => {
    const db = made(file('log.db'));
    db.exec('PRAGMA user_version = 2');
    expect(() => {
      prepareLog(db, 'log.db');
    })
      .to.throw(StoreFormatError)
      .with.property('message')
      .that.matches(/format is 2.*newer/);
    db.close();
    expect(() => openSqliteEventReader(file('log.db'))).to.throw(StoreFormatError);
  });

  it('is refused, unharmed, when it is another program’s', () => {
    const db = openDatabase(file('other.db'));
    db.exec('CREATE TABLE mine (x); INSERT INTO mine VALUES (1)');
    expect(() => {
      prepareLog(db, 'other.db');
    }).to.throw(StoreFormatError, /no event log/);
    expect(db.prepare('SELECT count(*) FROM sqlite_schema').row()).to.deep.equal([1]);
    db.close();
  });

  it('is refused to a reader when it is missing or no database', () => {
    expect(() => openSqliteEventReader(file('none.db'))).to.throw(StoreUnavailableError, /none.db/);
    writeFileSync(file('begun.db'), '');
    expect(() => openSqliteEventReader(file('begun.db'))).to.throw(StoreUnavailableError, /first/);
    writeFileSync(file('text.db'), 'text '.repeat(1_000));
    expect(() => openSqliteEventReader(file('text.db'))).to.throw(StoreFormatError, /no event log/);
  });

  it('writes positions so that text order is log order', () => {
    const rows = [0, 1, 9, 10, 999, 1_000, 2 ** 40, Number.MAX_SAFE_INTEGER];
    const positions = rows.map(positionOf);
    expect([...positions].sort()).to.deep.equal(positions);
    expect(positions.map(rowOf)).to.deep.equal(rows);
  });

  it('knows a position of another kind of log', () => {
    for (const text of ['1', '-000000000000001', 'C:12/P:12', '00000000000000001'])
      expect(() => rowOf(text as Position), text).to.throw(RangeError);
  });
});
