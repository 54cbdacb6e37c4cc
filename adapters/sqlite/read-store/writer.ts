/** Guarded writes: a document is replaced only by one of a greater position. */
import { versionOf } from '../../../projections/query/definition.js';
import type { Commit, Document, Tombstone } from '../../../projections/read-store.js';
import type { Connection, SqlRow, SqlValue, Statement } from '../driver.js';
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

/** What a row holds of a document that the structures beside the table must follow. */
interface Stored {
  readonly n: number;
  readonly position: string;
  readonly beside: readonly SqlValue[];
}

class CollectionWriter {
  readonly #texts: readonly TextsColumn[];
  readonly #words: boolean;

  constructor(
    private readonly db: Connection,
    private readonly layout: Layout,
  ) {
    const { projection, version, generation } = versionOf(layout.definition);
    const built = builtOf(db, { projection, version, generation });
    if (built === undefined)
      throw new Error(`${projection} has no version ${version}, generation ${generation}`);
    const structures = layout.structures.slice(0, built);
    this.#texts = structures.flatMap((each) => (each.kind === 'texts' ? [each.texts] : []));
    this.#words = structures.some(({ kind }) => kind === 'words');
  }

  /** @returns how many were written; the others are not newer than what is stored. */
  write(writes: readonly Write[], guard: '>' | '>='): number {
    if (writes.length === 0) return 0;
    const upsert = this.db.prepare(upsertSql(this.layout, guard));
    if (this.#texts.length === 0 && !this.#words)
      return writes.reduce((sum, write) => sum + upsert.run(...this.#row(write, null)), 0);
    return this.#writeWithStructures(writes, guard, upsert);
  }

  #writeWithStructures(writes: readonly Write[], guard: '>' | '>=', upsert: Statement): number {
    const stored = this.#stored(writes.map(({ _id }) => _id));
    let next = this.#nextRow();
    let written = 0;
    for (const write of writes) {
      const known = stored.get(write._id);
      if (known !== undefined && !isNewer(write.position, known.position, guard)) continue;
      const row = this.#row(write, known?.n ?? next++);
      written += upsert.run(...row);
      this.#follow(known?.beside ?? [], row);
    }
    return written;
  }

  #nextRow(): number {
    const last = this.db.prepare(`SELECT coalesce(max(n), 0) FROM ${this.layout.table}`).row();
    return Number(last?.[0]) + 1;
  }

  #stored(ids: readonly string[]): ReadonlyMap<string, Stored> {
    const columns = [...this.layout.texts.map(({ name }) => name), 'words'];
    const rows = this.db
      .prepare(
        `SELECT id, n, position, ${columns.join(', ')} FROM ${this.layout.table}
          WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .rows(JSON.stringify(ids));
    return new Map(
      rows.map(([id, n, position, ...beside]) => [
        String(id),
        { n: Number(n), position: String(position), beside },
      ]),
    );
  }

  #row(write: Write, n: number | null): SqlValue[] {
    const head = [n, write._id, write.position, 0, write.parkedAt ?? null];
    if (isTombstone(write)) {
      head[3] = 1;
      const { columns, coded, texts } = this.layout;
      const nothing = columns.length + coded.length + texts.length + 2;
      return [...head, ...Array.from({ length: nothing }, () => null)];
    }
    return [
      ...head,
      ...columnValues(this.layout, write),
      ...this.layout.coded.map((coded) => codedValue(write, coded)),
      ...this.layout.texts.map((texts) => textsValue(write, texts)),
      wordsValue(this.layout, write),
      JSON.stringify(write),
    ];
  }

  /** Brings texts tables and words to what the row holds now; most writes change neither. */
  #follow(before: SqlRow, row: SqlRow): void {
    const n = Number(row[0]);
    const after = row.slice(-2 - this.layout.texts.length, -1);
    for (const [index, texts] of this.layout.texts.entries())
      if (this.#texts.includes(texts) && before[index] !== after[index])
        this.#followTexts(n, texts.table, textsOf(before[index]), textsOf(after[index]));
    const words = after.at(-1) ?? null;
    if (this.#words && (before.at(-1) ?? null) !== words) this.#followWords(n, words);
  }

  #followTexts(
    n: number,
    table: string,
    before: ReadonlySet<string>,
    after: ReadonlySet<string>,
  ): void {
    const remove = this.db.prepare(`DELETE FROM ${table} WHERE value = ? AND n = ?`);
    const insert = this.db.prepare(`INSERT INTO ${table} (value, n) VALUES (?, ?)`);
    for (const value of before) if (!after.has(value)) remove.run(value, n);
    for (const value of after) if (!before.has(value)) insert.run(value, n);
  }

  #followWords(n: number, words: SqlValue): void {
    const table = this.layout.wordsTable;
    if (words === null) this.db.prepare(`DELETE FROM ${table} WHERE rowid = ?`).run(n);
    else
      this.db.prepare(`INSERT OR REPLACE INTO ${table} (rowid, words) VALUES (?, ?)`).run(n, words);
  }
}

const isNewer = (position: string, stored: string, guard: '>' | '>='): boolean =>
  position > stored || (guard === '>=' && position === stored);

const textsOf = (value: SqlValue | undefined): ReadonlySet<string> =>
  new Set(typeof value === 'string' ? (JSON.parse(value) as string[]) : []);

function upsertSql({ table, columns, coded, texts }: Layout, guard: '>' | '>='): string {
  const names = [
    'position',
    'deleted',
    'parked',
    ...columns.map(({ name }) => name),
    ...coded.map(({ name }) => name),
    ...texts.map(({ name }) => name),
    'words',
    'document',
  ];
  return `INSERT INTO ${table} (n, id, ${names.join(', ')})
    VALUES (?, ?${', ?'.repeat(names.length)})
    ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
    WHERE excluded.position ${guard} ${table}.position`;
}
