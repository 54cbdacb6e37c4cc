import { checkFind, pageOf } from '../../../projections/query/find.js';
import { limits } from '../../../projections/query/limits.js';
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
import type { FindInput } from './reader.js';

/** The queries of `Reader`, wherever it runs. */
export interface Queries {
  getMany(definition: CollectionDefinition, ids: readonly string[]): Promise<readonly string[]>;
  find(definition: CollectionDefinition, input: FindInput): Promise<readonly string[]>;
  count(definition: CollectionDefinition, filter: Filter, cap: number): Promise<Count>;
  aggregate(definition: CollectionDefinition, query: unknown): Promise<AggregateResult>;
}

/** A collection whose queries run elsewhere and whose documents are read here. */
export class QueriedCollection<D extends Document> implements Collection<D> {
  constructor(
    private readonly definition: CollectionDefinition,
    private readonly queries: Queries,
  ) {}

  async get(id: string): Promise<D | undefined> {
    return (await this.getMany([id])).get(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    const found = await this.queries.getMany(this.definition, ids);
    return new Map(this.#parsed(found).map((document) => [document._id, document]));
  }

  async find(filter: Filter, sort: readonly Sort[], page: PageRequest = {}): Promise<PageOf<D>> {
    const input = { filter, sort, page };
    const checked = checkFind(this.definition, input);
    const found = await this.queries.find(this.definition, input);
    return pageOf(checked, this.#parsed(found));
  }

  async count(filter: Filter, cap: number = limits.defaultCountCap): Promise<Count> {
    return this.queries.count(this.definition, filter, cap);
  }

  async aggregate(query: AggregateQuery): Promise<AggregateResult> {
    return this.queries.aggregate(this.definition, query);
  }

  // What was stored was of this type when it was written.
  #parsed(found: readonly string[]): readonly D[] {
    return found.map((json) => JSON.parse(json) as D);
  }
}
