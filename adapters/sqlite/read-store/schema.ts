/** Tables of the read store. Everything in them can be rebuilt from the log. */
import type { Connection } from '../driver.js';
import { longestJournal } from '../journal.js';
import { quoted, tableName, tablePattern, type Layout, type Structure } from './layout.js';
import type { VersionId } from '../../../projections/read-store.js';

/** A read store file written by a version of Charter that lays it out differently. */
const format = 1;

const sqlTypes = {
  text: 'TEXT',
  instant: 'INTEGER',
  boolean: 'INTEGER',
  number: 'NUMERIC',
} as const;

/** Prepares a connection that writes. */
export function tuneWriter(db: Connection): void {
  // Read models can be rebuilt: after a power failure the last commits may be gone, documents and checkpoint together.
  db.exec(`
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA wal_autocheckpoint = 16384;
    PRAGMA journal_size_limit = ${longestJournal};
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
    PRAGMA analysis_limit = 1000;
  `);
}

/** Prepares a connection that only reads. */
export function tuneReader(db: Connection): void {
  db.exec(`
    PRAGMA cache_size = -32768;
    PRAGMA temp_store = MEMORY;
    PRAGMA query_only = ON;
  `);
}

/** @throws Error when the file has another format. */
export function createStore(db: Connection): void {
  db.transaction(() => {
    const found = Number(db.prepare('PRAGMA user_version').row()?.[0] ?? 0);
    if (found !== 0 && found !== format)
      throw new Error(
        `The read store has format ${found}, this version of Charter needs ${format}. ` +
          'Stop Charter, delete the read store file and start again: it is rebuilt from the log.',
      );
    db.exec(`
      CREATE TABLE IF NOT EXISTS versions (
        projection TEXT NOT NULL, version INTEGER NOT NULL, generation INTEGER NOT NULL,
        fingerprint TEXT NOT NULL, definition TEXT NOT NULL,
        built INTEGER NOT NULL, ready INTEGER NOT NULL,
        log_id TEXT, position TEXT, event_id TEXT, previous TEXT,
        PRIMARY KEY (projection, version, generation)
      ) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS serving (
        projection TEXT PRIMARY KEY, version INTEGER NOT NULL, generation INTEGER NOT NULL
      ) WITHOUT ROWID;
      PRAGMA user_version = ${format};
    `);
  });
}

/** The version's tables. */
export function createCollection(db: Connection, layout: Layout): void {
  const columns = [
    ...layout.columns.map(({ name, type }) => `${name} ${sqlTypes[type]}`),
    ...[...layout.coded, ...layout.texts].map(({ name }) => `${name} TEXT`),
  ];
  db.exec(`
    CREATE TABLE ${layout.table} (
      n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position TEXT NOT NULL,
      deleted INTEGER NOT NULL, parked TEXT${columns.map((column) => `,\n${column}`).join('')}
    );
    CREATE TABLE ${layout.documentsTable} (
      n INTEGER PRIMARY KEY, words TEXT, document TEXT NOT NULL
    );
    CREATE INDEX ${parkedIndex(layout)} ON ${layout.table} (id) WHERE parked IS NOT NULL;
  `);
}

const parkedIndex = ({ table }: Layout): string => `${table.slice(0, -1)}#parked"`;

/** Builds one structure from the documents that are there. */
export function build(db: Connection, layout: Layout, structure: Structure): void {
  switch (structure.kind) {
    case 'texts': {
      const { table, name } = structure.texts;
      db.exec(`
        CREATE TABLE ${table} (value TEXT, n INTEGER, PRIMARY KEY (value, n)) WITHOUT ROWID;
        INSERT INTO ${table} SELECT each.value, n FROM ${layout.table}, json_each(${name}) AS each
          WHERE ${name} IS NOT NULL ORDER BY 1, 2;
      `);
      break;
    }
    case 'words':
      // Words arrive folded and separated by spaces; this tokenizer splits at nothing else beyond ASCII.
      db.exec(`
        CREATE VIRTUAL TABLE ${layout.wordsTable}
          USING fts5(words, content='', contentless_delete=1, detail=none, tokenize='ascii');
        INSERT INTO ${layout.wordsTable} (rowid, words)
          SELECT n, words FROM ${layout.documentsTable} WHERE words IS NOT NULL;
      `);
      break;
    case 'index':
      db.exec(`CREATE INDEX ${structure.name} ON ${layout.table}
        (${[...structure.columns, 'id'].join(', ')}) WHERE deleted = 0`);
      break;
    case 'statistics':
      db.exec(`ANALYZE ${layout.table}`);
  }
}

/** Removes all tables of a version. */
export function dropCollection(db: Connection, id: VersionId): void {
  const pattern = tablePattern(id);
  const names = db
    .prepare(
      `SELECT name FROM sqlite_schema
        WHERE type = 'table' AND (name = ? OR substr(name, 1, ?) = ?)`,
    )
    .rows(tableName(id), pattern.length, pattern)
    .map(([name]) => String(name));
  // Tables that the full-text table keeps for itself go with it.
  const own = names.filter((name) => !/#words_\w+$/.test(name));
  for (const name of own) db.exec(`DROP TABLE ${quoted(name)}`);
}
