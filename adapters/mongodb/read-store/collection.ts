import type { Collection as Records, Document as Bson, FindOptions } from 'mongodb';
import { NotServedError, QueryError } from '../../../domain/kernel/faults.js';
import { checkAggregate } from '../../../projections/query/aggregate.js';
import {
  checkCount,
  checkFind,
  pageOf,
  type CheckedFind,
} from '../../../projections/query/find.js';
import { limits } from '../../../projections/query/limits.js';
import { aggregateOf } from '../../../projections/query/tallies.js';
import type {
  AggregateQuery,
  AggregateResult,
  Collection,
  CollectionDefinition,
  Count,
  Document,
  Filter,
  PageOf,
  PageRequest,
  Sort,
} from '../../../projections/read-store.js';
import { codeOf, codes, guarded } from '../faults.js';
import { aggregatePipeline, type Row } from './aggregate-pipeline.js';
import { whereOf } from './filter-query.js';
import { findQuery } from './find-query.js';
import { documentOnly, toDocument, type StoredRecord } from './record.js';

/** Groups that one aggregate may make before they are folded to buckets and cut. */
const maxGroups = 200_000;
const rowsPerReply = 10_000;
/** Part of a query's time after which the server itself ends it, so that it works for nobody. */
const serverShare = 0.9;

/** What keeps a query within its time. */
interface Within {
  readonly signal: AbortSignal;
  readonly maxTimeMS: number;
}

export interface CollectionParts {
  readonly definition: CollectionDefinition;
  readonly records: Records<StoredRecord>;
  /** Of one query. */
  readonly milliseconds: number;
  /** Whether the version is still there: a collection that was dropped looks like an empty one. */
  readonly isThere: () => Promise<boolean>;
}

/** Queries on one version. */
export class MongoCollection<D extends Document> implements Collection<D> {
  constructor(private readonly parts: CollectionParts) {}

  async get(id: string): Promise<D | undefined> {
    return (await this.getMany([id])).get(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    if (ids.length === 0) return new Map();
    const found = await this.#ask(
      (within) =>
        this.#read({ _id: { $in: ids }, deleted: false }, { ...within, batchSize: ids.length }),
      (read) => read.length === 0,
    );
    return new Map(found.map((document) => [document._id, document]));
  }

  async find(filter: Filter, sort: readonly Sort[], page: PageRequest = {}): Promise<PageOf<D>> {
    const checked = checkFind(this.parts.definition, { filter, sort, page });
    const found = await this.#ask(
      (within) => this.#page(checked, within),
      (read) => read.length === 0,
    );
    return pageOf(checked, found);
  }

  /** Up to limit + 1 documents from the cursor on; one that moves between two segments is taken where it was seen first. */
  async #page(find: CheckedFind, within: Within): Promise<readonly D[]> {
    const { segments, sort } = findQuery(this.parts.definition, find);
    const wanted = find.limit + 1;
    const found = new Map<string, D>();
    for (const segment of segments) {
      const limit = wanted - found.size;
      if (limit === 0) break;
      const options = { ...within, sort, limit, batchSize: wanted };
      for (const document of await this.#read(segment, options))
        if (!found.has(document._id)) found.set(document._id, document);
    }
    return [...found.values()];
  }

  async count(filter: Filter, cap: number = limits.defaultCountCap): Promise<Count> {
    const checked = checkCount(this.parts.definition, { filter, cap });
    const where = whereOf(this.parts.definition, checked.filter);
    const value = await this.#ask(
      (within) => this.parts.records.countDocuments(where, { ...within, limit: checked.cap + 1 }),
      (count) => count === 0,
    );
    return { value: Math.min(value, checked.cap), capped: value > checked.cap };
  }

  async aggregate(query: AggregateQuery): Promise<AggregateResult> {
    const { definition, records } = this.parts;
    const checked = checkAggregate(definition, query);
    const { stages, group, none } = aggregatePipeline(definition, checked, maxGroups);
    const options = { allowDiskUse: true, batchSize: rowsPerReply };
    const rows = await this.#ask(
      (within) => records.aggregate<Row>([...stages], { ...options, ...within }).toArray(),
      (read) => read.length === 0,
    );
    if (rows.length > maxGroups)
      throw new QueryError([
        { pointer: '/groupBy', message: `more than ${maxGroups} groups; narrow the filter` },
      ]);
    const groups = rows.map(group);
    return aggregateOf(
      checked,
      groups.length === 0 && checked.groupBy.length === 0 ? [none] : groups,
    );
  }

  async #read(where: Bson, options: FindOptions & Within): Promise<readonly D[]> {
    const found = await this.parts.records
      .find(where, { ...options, projection: documentOnly })
      .toArray();
    return found.map((record) => toDocument(record) as D);
  }

  /** @throws NotServedError when the version was dropped since its name was looked up. */
  async #ask<T>(
    query: (within: Within) => Promise<T>,
    isNothing: (answer: T) => boolean,
  ): Promise<T> {
    const { definition, milliseconds, isThere } = this.parts;
    try {
      const answer = await guarded('query', milliseconds, (signal) =>
        query({ signal, maxTimeMS: Math.ceil(milliseconds * serverShare) }),
      );
      if (!isNothing(answer) || (await isThere())) return answer;
    } catch (error) {
      if (!codes.gone.has(codeOf(error) ?? 0)) throw error;
    }
    throw new NotServedError(definition.name);
  }
}
