/** Queries on one connection, synchronous. Documents come as stored, in JSON, so that a thread can pass them on unread. */
import { NotServedError, QueryError } from '../../../domain/kernel/faults.js';
import { checkAggregate } from '../../../projections/query/aggregate.js';
import { checkCount, checkFind } from '../../../projections/query/find.js';
import { aggregateOf, type Group } from '../../../projections/query/tallies.js';
import type {
  AggregateResult,
  CollectionDefinition,
  Count,
  Filter,
  VersionState,
} from '../../../projections/read-store.js';
import type { Connection, SqlRow } from '../driver.js';
import { aggregateSql, type AggregateSql, type Part } from './aggregate-sql.js';
import { whereOf, type Sql } from './filter-sql.js';
import { findSql } from './find-sql.js';
import { layoutOf, type Layout } from './layout.js';
import { readVersions } from './versions.js';

/** Groups that one aggregate may make before they are folded to buckets and cut. */
const maxGroups = 200_000;

/** Rows from which on a text counts as common. */
const commonRows = 1_000;

export interface FindInput {
  readonly filter: unknown;
  readonly sort: unknown;
  readonly page: unknown;
}

export class Reader {
  readonly #layouts = new WeakMap<CollectionDefinition, Layout>();

  constructor(private readonly db: Connection) {}

  versions(projection?: string): readonly VersionState[] {
    return readVersions(this.db, projection);
  }

  getMany(definition: CollectionDefinition, ids: readonly string[]): readonly string[] {
    return this.#guarded(definition, ({ table, documentsTable }) =>
      this.db
        .prepare(
          `SELECT document FROM ${table} AS t JOIN ${documentsTable} AS d ON d.n = t.n
            WHERE id IN (SELECT value FROM json_each(?))`,
        )
        .rows(JSON.stringify(ids))
        .map(([document]) => String(document)),
    );
  }

  /** Up to limit + 1 documents from the cursor on, in its way. */
  find(definition: CollectionDefinition, input: FindInput): readonly string[] {
    const find = checkFind(definition, input);
    return this.#guarded(definition, (layout) =>
      this.#atOneMoment(() => {
        const rows = this.#rows(findSql(layout, find, this.#isCommon), find.limit + 1);
        return this.#documents(layout, rows);
      }),
    );
  }

  readonly #isCommon = ({ text, values }: Sql): boolean =>
    Number(
      this.db.prepare(`SELECT count(*) FROM (${text} LIMIT ${commonRows})`).row(...values)?.[0],
    ) === commonRows;

  #rows(segments: readonly Sql[], wanted: number): readonly number[] {
    const rows: number[] = [];
    for (const { text, values } of segments) {
      if (rows.length >= wanted) break;
      for (const [n] of this.db.prepare(text).rows(...values, wanted - rows.length))
        rows.push(Number(n));
    }
    return rows;
  }

  /** Documents are read last: what is sorted is small, and what is cut off is never read. */
  #documents({ documentsTable }: Layout, rows: readonly number[]): readonly string[] {
    const found = this.db
      .prepare(
        `SELECT n, document FROM ${documentsTable} WHERE n IN (SELECT value FROM json_each(?))`,
      )
      .rows(JSON.stringify(rows));
    const documents = new Map(found.map(([n, document]) => [Number(n), String(document)]));
    return rows.flatMap((n) => documents.get(n) ?? []);
  }

  #atOneMoment<T>(read: () => T): T {
    this.db.exec('BEGIN');
    try {
      return read();
    } finally {
      this.db.exec('COMMIT');
    }
  }

  count(definition: CollectionDefinition, filter: Filter, cap: number): Count {
    const checked = checkCount(definition, { filter, cap });
    return this.#guarded(definition, (layout) => {
      const where = whereOf(layout, checked.filter);
      const found = this.db
        .prepare(`SELECT count(*) FROM (SELECT 1 FROM ${layout.table} WHERE ${where.text} LIMIT ?)`)
        .row(...where.values, checked.cap + 1);
      const value = Number(found?.[0]);
      return { value: Math.min(value, checked.cap), capped: value > checked.cap };
    });
  }

  aggregate(definition: CollectionDefinition, query: unknown): AggregateResult {
    const checked = checkAggregate(definition, query);
    return this.#guarded(definition, (layout) => {
      const sql = aggregateSql(layout, checked, maxGroups);
      const rows = this.db.prepare(sql.text).rows(...sql.values);
      if (rows.length > maxGroups)
        throw new QueryError([
          { pointer: '/groupBy', message: `more than ${maxGroups} groups; narrow the filter` },
        ]);
      return aggregateOf(checked, groupsOf(sql, rows));
    });
  }

  #guarded<T>(definition: CollectionDefinition, query: (layout: Layout) => T): T {
    try {
      return query(this.#layoutOf(definition));
    } catch (error) {
      // Dropped since its name was looked up, or loading without its structures.
      if (error instanceof Error && error.message.includes('no such table'))
        throw new NotServedError(definition.name);
      throw error;
    }
  }

  #layoutOf(definition: CollectionDefinition): Layout {
    const known = this.#layouts.get(definition);
    if (known !== undefined) return known;
    const layout = layoutOf(definition);
    this.#layouts.set(definition, layout);
    return layout;
  }
}

function* groupsOf(sql: AggregateSql, rows: readonly SqlRow[]): Iterable<Group> {
  for (const row of rows) {
    let at = 0;
    const read = <T>(part: Part<T>): T => part.read(row.slice(at, (at += part.columns.length)));
    yield { keys: sql.keys.map(read), tallies: sql.measures.map(read) };
  }
}
