import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openDatabase, sqliteCode, type Connection, type SqlValue } from './driver.js';

describe('sqlite driver', () => {
  let directory: string;
  let db: Connection;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'charter-driver-'));
    db = openDatabase(join(directory, 'odd name?#%.db'));
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (a INTEGER PRIMARY KEY, b)');
  });
  afterEach(() => {
    db.close();
    rmSync(directory, { recursive: true });
  });

  it('binds whole numbers as integers and others as reals', () => {
    const kinds = db.prepare('SELECT typeof(?), typeof(?), typeof(?), 7 / ?').row(1, -0, 1.5, 2);
    expect(kinds).to.deep.equal(['integer', 'integer', 'real', 3]);
  });

  it('gives every kind of value back', () => {
    const values: SqlValue[] = ['héllo 🌍', 2 ** 53 - 1, 1.25, null, Buffer.from([0, 255])];
    expect(db.prepare('SELECT ?, ?, ?, ?, ?').row(...values)).to.deep.equal(values);
  });

  it('returns rows as arrays, any number of them', () => {
    const insert = db.prepare('INSERT INTO t VALUES (?, ?)');
    for (let a = 0; a < 205; a++) expect(insert.run(a, 'x')).to.equal(1);
    const select = db.prepare('SELECT a, b FROM t ORDER BY a LIMIT ?');
    for (const limit of [0, 1, 99, 100, 101, 200, 205])
      expect(select.rows(limit)).to.have.length(limit);
    expect(select.row(5)).to.deep.equal([0, 'x']);
    expect(select.row(0)).to.equal(undefined);
  });

  it('refuses what the binding would change or die of', () => {
    const select = db.prepare('SELECT ?');
    for (const value of [true, undefined, {}, new Date(), NaN, 'a\0b'])
      expect(() => select.row(value as SqlValue), typeof value).to.throw(/stored|no SQL value/);
  });

  it('commits a transaction and rolls back one that throws', () => {
    const insert = db.prepare('INSERT INTO t VALUES (?, NULL)');
    expect(db.transaction(() => insert.run(1))).to.equal(1);
    expect(() => db.transaction(() => (insert.run(2), insert.run(1)))).to.throw(/UNIQUE/);
    expect(db.prepare('SELECT a FROM t').rows()).to.deep.equal([[1]]);
  });

  it('names the errors of SQLite', () => {
    let caught: unknown;
    try {
      db.exec('INSERT INTO t VALUES (1, 1), (1, 2)');
    } catch (error) {
      caught = error;
    }
    expect(sqliteCode(caught)).to.equal('SQLITE_CONSTRAINT_PRIMARYKEY');
    expect(sqliteCode(new Error('x'))).to.equal(undefined);
  });

  describe('read-only', () => {
    it('sees what another connection writes and refuses to write', () => {
      const reader = openDatabase(join(directory, 'odd name?#%.db'), { readonly: true });
      db.exec('INSERT INTO t VALUES (1, 1)');
      expect(reader.prepare('SELECT count(*) FROM t').row()).to.deep.equal([1]);
      expect(() => reader.exec('DELETE FROM t')).to.throw(/readonly/);
      reader.close();
      reader.close();
    });

    it('opens a file that was closed cleanly', () => {
      db.exec('INSERT INTO t VALUES (1, 1)');
      db.close();
      const reader = openDatabase(join(directory, 'odd name?#%.db'), { readonly: true });
      expect(reader.prepare('SELECT a FROM t').rows()).to.deep.equal([[1]]);
      reader.close();
    });

    it('never creates a missing file', () => {
      expect(() => openDatabase(join(directory, 'none.db'), { readonly: true })).to.throw(
        /No database/,
      );
    });
  });
});
