/** Guarded writes: a document is replaced only by one of a greater position. */
import { versionOf } from '../../../projections/query/definition.js';
import type { Commit, Document, Tombstone } from '../../../projections/read-store.js';
import type { Connection, SqlValue, Statement } from '../driver.js';
import {
  codedValue,
  columnValues,
  textsValue,
  wordsValue,
  type Layout,
  type TextsColumn,
} from './layout.js';
import { builtOf, moveCheckpoint } from './versions.js';

export type Write = Document | Tombstone;

export const isTombstone = (write: Write): write is Tombstone => 'deleted' in write;

/** Documents and checkpoint in one transaction. @throws Error when the version is not there. */
export function commit(db: Connection, layout: Layout, { writes, checkpoint }: Commit): void {
  db.transaction(() => {
    const writer = new CollectionWriter(db, layout);
    writer.write(writes, '>');
    if (checkpoint !== undefined) moveCheckpoint(db, versionOf(layout.definition), checkpoint);
  });
}

/** Writes a parked document anew, also at its own position. */
export function repair(db: Connection, layout: Layout, write: Write): boolean {
  return db.transaction(() => {
    const parked = db.prepare(`SELECT parked FROM ${layout.table} WHERE id = ?`).row(write._id);
    if (parked?.[0] == null) return false;
    return new CollectionWriter(db, layout).write([write], '>=') === 1;
  });
}

/** What is stored of a document already. */
interface Stored {
  readonly n: number;
  readonly position: string;
  /** JSON of its texts, by texts column. */
  readonly texts: readonly SqlValue[];
  readonly words: SqlValue;
}

const nothing: Pick<Stored, 'texts' | 'words'> = { texts: [], words: null };

/** Within a transaction, so that nothing comes between looking and writing. */
class CollectionWriter {
  /** Those that are built, with their place in the layout. */
  readonly #texts: readonly (readonly [number, TextsColumn])[];
  readonly #words: boolean;
  readonly #statements: Statements;

  constructor(
    private readonly db: Connection,
    private readonly layout: Layout,
  ) {
    const { projection, version, generation } = versionOf(layout.definition);
    const built = builtOf(db, { projection, version, generation });
    if (built === undefined)
      throw new Error(`${projection} has no version ${version}, generation ${generation}`);
    const structures = layout.structures.slice(0, built);
    const texts = new Set(
      structures.flatMap((each) => (each.kind === 'texts' ? [each.texts] : [])),
    );
    this.#texts = [...layout.texts.entries()].filter(([, each]) => texts.has(each));
    this.#words = structures.some(({ kind }) => kind === 'words');
    this.#statements = statementsOf(db, layout);
  }

  /** @returns how many were written; the others are not newer than what is stored. */
  write(writes: readonly Write[], guard: '>' | '>='): number {
    if (writes.length === 0) return 0;
    const stored = this.#stored(writes.map(({ _id }) => _id));
    let next = this.#nextRow();
    let written = 0;
    for (const write of writes) {
      const known = stored.get(write._id);
      if (known !== undefined && !isNewer(write.position, known.position, guard)) continue;
      this.#write(write, known, known?.n ?? next++);
      written += 1;
    }
    return written;
  }

  #write(write: Write, known: Stored | undefined, n: number): void {
    const { insert, update, putDocument, deleteDocument } = this.#statements;
    const texts = isTombstone(write)
      ? this.layout.texts.map(() => null)
      : this.layout.texts.map((each) => textsValue(write, each));
    const row = this.#row(write, texts);
    if (known === undefined) insert.run(...row, write._id, n);
    else update.run(...row, n);
    const words = isTombstone(write) ? null : wordsValue(this.layout, write);
    if (isTombstone(write)) deleteDocument.run(n);
    else putDocument.run(n, words, JSON.stringify(write));
    this.#follow(n, known, texts, words);
  }

  #row(write: Write, texts: readonly (string | null)[]): SqlValue[] {
    const { position, parkedAt = null } = write;
    const { columns, coded } = this.layout;
    if (isTombstone(write))
      return [
        position,
        1,
        parkedAt,
        ...columns.map(() => null),
        ...coded.map(() => null),
        ...texts,
      ];
    return [
      position,
      0,
      parkedAt,
      ...columnValues(this.layout, write),
      ...coded.map((each) => codedValue(write, each)),
      ...texts,
    ];
  }

  #nextRow(): number {
    const last = this.db.prepare(`SELECT coalesce(max(n), 0) FROM ${this.layout.table}`).row();
    return Number(last?.[0]) + 1;
  }

  #stored(ids: readonly string[]): ReadonlyMap<string, Stored> {
    const rows = this.#statements.stored.rows(JSON.stringify(ids));
    return new Map(
      rows.map(([id, n, position, words, ...texts]) => [
        String(id),
        { n: Number(n), position: String(position), texts, words: words ?? null },
      ]),
    );
  }

  /** Brings texts tables and words to what the row holds now; most writes change neither. */
  #follow(
    n: number,
    before: Stored | undefined,
    texts: readonly (string | null)[],
    words: string | null,
  ): void {
    const { texts: oldTexts, words: oldWords } = before ?? nothing;
    for (const [index, { table }] of this.#texts)
      this.#followTexts(n, table, oldTexts[index] ?? null, texts[index] ?? null);
    if (this.#words && oldWords !== words) this.#followWords(n, words);
  }

  #followTexts(n: number, table: string, old: SqlValue, now: SqlValue): void {
    if (old === now) return;
    const [before, after] = [textsOf(old), textsOf(now)];
    const remove = this.db.prepare(`DELETE FROM ${table} WHERE value = ? AND n = ?`);
    const insert = this.db.prepare(`INSERT INTO ${table} (value, n) VALUES (?, ?)`);
    for (const value of before) if (!after.has(value)) remove.run(value, n);
    for (const value of after) if (!before.has(value)) insert.run(value, n);
  }

  #followWords(n: number, words: string | null): void {
    const table = this.layout.wordsTable;
    if (words === null) this.db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(n);
    else
      this.db.prepare(`INSERT OR REPLACE INTO ${table} (rowid, words) VALUES (?, ?)`).run(n, words);
  }
}

const isNewer = (position: string, stored: string, guard: '>' | '>='): boolean =>
  position > stored || (guard === '>=' && position === stored);

const textsOf = (value: SqlValue): ReadonlySet<string> =>
  new Set(typeof value === 'string' ? (JSON.parse(value) as string[]) : []);

interface Statements {
  readonly stored: Statement;
  readonly insert: Statement;
  readonly update: Statement;
  readonly putDocument: Statement;
  readonly deleteDocument: Statement;
}

function statementsOf(db: Connection, layout: Layout): Statements {
  const { table, documentsTable, columns, coded, texts, text } = layout;
  const names = [
    ...['position', 'deleted', 'parked'],
    ...[...columns, ...coded, ...texts].map(({ name }) => name),
  ];
  const words =
    text.length === 0 ? 'NULL' : `(SELECT words FROM ${documentsTable} d WHERE d.n = t.n)`;
  const textsNames = texts.map(({ name }) => `, ${name}`).join('');
  return {
    stored: db.prepare(`SELECT id, n, position, ${words}${textsNames} FROM ${table} t
      WHERE id IN (SELECT value FROM json_each(?))`),
    insert: db.prepare(
      `INSERT INTO ${table} (${names.join(', ')}, id, n) VALUES (?${', ?'.repeat(names.length + 1)})`,
    ),
    update: db.prepare(
      `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE n = ?`,
    ),
    putDocument: db.prepare(
      `INSERT INTO ${documentsTable} (n, words, document) VALUES (?, ?, ?)
        ON CONFLICT (n) DO UPDATE SET words = excluded.words, document = excluded.document`,
    ),
    deleteDocument: db.prepare(`DELETE FROM ${documentsTable} WHERE n = ?`),
  };
}
