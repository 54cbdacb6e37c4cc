import { versionOf } from '../../../projections/query/definition.js';
import type { Connection, SqlRow, SqlValue, Statement } from '../driver.js';
import type { Layout, TextsColumn } from './layout.js';
import { isTombstone, rowNames, rowOf, wordsOf, type Write } from './row.js';
import { builtOf } from './versions.js';

/** What is stored of a document already. */
interface Stored {
  readonly n: number;
  readonly words: SqlValue;
  /** As `rowOf` gives it; the position comes first. */
  readonly row: SqlRow;
}

/** Writes documents of one version within a transaction, so that nothing comes between looking and writing. */
export class CollectionWriter {
  readonly #names: readonly string[];
  /** Texts tables that are built, with the place of their value in a row. */
  readonly #texts: readonly (readonly [number, TextsColumn])[];
  readonly #hasWords: boolean;
  readonly #statements: Statements;

  /** @throws Error when the version is not there. */
  constructor(
    private readonly db: Connection,
    private readonly layout: Layout,
  ) {
    const id = versionOf(layout.definition);
    const built = builtOf(db, id);
    if (built === undefined)
      throw new Error(`${id.projection} has no version ${id.version}, generation ${id.generation}`);
    this.#names = rowNames(layout);
    const structures = layout.structures.slice(0, built);
    const firstText = this.#names.length - layout.texts.length;
    this.#texts = layout.texts
      .map((texts, index) => [firstText + index, texts] as const)
      .filter(([, texts]) =>
        structures.some((each) => each.kind === 'texts' && each.texts === texts),
      );
    this.#hasWords = structures.some(({ kind }) => kind === 'words');
    this.#statements = statementsOf(db, layout, this.#names);
  }

  /** @returns how many were written; the others are not newer than what is stored. */
  write(writes: readonly Write[], guard: '>' | '>='): number {
    if (writes.length === 0) return 0;
    const stored = this.#stored(writes.map(({ _id }) => _id));
    let next = this.#nextRow();
    let written = 0;
    for (const write of writes) {
      const known = stored.get(write._id);
      if (known !== undefined && !isNewer(write.position, String(known.row[0]), guard)) continue;
      if (known === undefined) this.#insert(write, next++);
      else this.#update(write, known);
      written += 1;
    }
    return written;
  }

  #insert(write: Write, n: number): void {
    const row = rowOf(this.layout, write);
    this.#statements.insert.run(...row, write._id, n);
    this.#put(write, { n, words: null, row: row.map(() => null) }, row);
  }

  #update(write: Write, known: Stored): void {
    const row = rowOf(this.layout, write);
    // Only what differs is set: every index of a column that is named would be written anew.
    const changed = [...row.keys()].filter((index) => row[index] !== known.row[index]);
    if (changed.length > 0) {
      const assignments = changed.map((index) => `${this.#names[index] ?? ''} = ?`).join(', ');
      const update = this.db.prepare(`UPDATE ${this.layout.table} SET ${assignments} WHERE n = ?`);
      update.run(...changed.map((index) => row[index] ?? null), known.n);
    }
    this.#put(write, known, row);
  }

  /** The document itself, and what follows from it beside its row. */
  #put(write: Write, { n, words: oldWords, row: old }: Stored, row: SqlRow): void {
    const words = wordsOf(this.layout, write);
    if (isTombstone(write)) this.#statements.deleteDocument.run(n);
    else this.#statements.putDocument.run(n, words, JSON.stringify(write));
    for (const [index, { table }] of this.#texts)
      this.#putTexts(n, table, old[index] ?? null, row[index] ?? null);
    if (this.#hasWords && oldWords !== words) this.#putWords(n, words);
  }

  #putTexts(n: number, table: string, old: SqlValue, now: SqlValue): void {
    if (old === now) return;
    const [before, after] = [textsIn(old), textsIn(now)];
    const remove = this.db.prepare(`DELETE FROM ${table} WHERE value = ? AND n = ?`);
    const insert = this.db.prepare(`INSERT INTO ${table} (value, n) VALUES (?, ?)`);
    for (const value of before) if (!after.has(value)) remove.run(value, n);
    for (const value of after) if (!before.has(value)) insert.run(value, n);
  }

  #putWords(n: number, words: string | null): void {
    const table = this.layout.wordsTable;
    if (words === null) this.db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(n);
    else
      this.db.prepare(`INSERT OR REPLACE INTO ${table} (rowid, words) VALUES (?, ?)`).run(n, words);
  }

  #nextRow(): number {
    return Number(this.#statements.lastRow.row()?.[0]) + 1;
  }

  #stored(ids: readonly string[]): ReadonlyMap<string, Stored> {
    const rows = this.#statements.stored.rows(JSON.stringify(ids));
    return new Map(
      rows.map(([id, n, words, ...row]) => [
        String(id),
        { n: Number(n), words: words ?? null, row },
      ]),
    );
  }
}

const isNewer = (position: string, stored: string, guard: '>' | '>='): boolean =>
  position > stored || (guard === '>=' && position === stored);

const textsIn = (value: SqlValue): ReadonlySet<string> =>
  new Set(typeof value === 'string' ? (JSON.parse(value) as string[]) : []);

interface Statements {
  readonly stored: Statement;
  readonly lastRow: Statement;
  readonly insert: Statement;
  readonly putDocument: Statement;
  readonly deleteDocument: Statement;
}

function statementsOf(db: Connection, layout: Layout, names: readonly string[]): Statements {
  const { table, documentsTable, text } = layout;
  const words =
    text.length === 0 ? 'NULL' : `(SELECT words FROM ${documentsTable} d WHERE d.n = t.n)`;
  return {
    stored: db.prepare(`SELECT id, n, ${words}, ${names.join(', ')} FROM ${table} t
      WHERE id IN (SELECT value FROM json_each(?))`),
    lastRow: db.prepare(`SELECT coalesce(max(n), 0) FROM ${table}`),
    insert: db.prepare(
      `INSERT INTO ${table} (${names.join(', ')}, id, n)
        VALUES (?${', ?'.repeat(names.length + 1)})`,
    ),
    putDocument: db.prepare(
      `INSERT INTO ${documentsTable} (n, words, document) VALUES (?, ?, ?)
        ON CONFLICT (n) DO UPDATE SET words = excluded.words, document = excluded.document`,
    ),
    deleteDocument: db.prepare(`DELETE FROM ${documentsTable} WHERE n = ?`),
  };
}
