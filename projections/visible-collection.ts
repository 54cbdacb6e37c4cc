import { HiddenError, NotServedError, QueryError } from '../domain/kernel/faults.js';
import { checkAggregate } from './query/aggregate.js';
import { checkCount, checkFind } from './query/find.js';
import { everything } from './query/filter.js';
import { limits } from './query/limits.js';
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
} from './read-store.js';
import type { Access } from './visibility.js';

function isAllowed(check: () => unknown): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof QueryError) return false;
    throw error;
  }
}

/**
 * A collection as one reader may query it: questions may only name what is open to the reader, and answers
 * come only from documents that the reader may see. Documents are as stored: `access.mask` hides parts of them.
 *
 * @param whole the collection without restrictions
 * @throws NotServedError while an older version serves that can not tell who may see what
 */
export class VisibleCollection<D extends Document> implements Collection<D> {
  readonly #open: CollectionDefinition;

  constructor(
    private readonly whole: Collection<D>,
    private readonly all: CollectionDefinition,
    private readonly access: Access,
  ) {
    this.#open = access.queryable(all);
    // A version from before the rule was made serves still, and does not know what the rule asks for.
    if (!isAllowed(() => checkCount(all, { filter: access.filter, cap: 1 }, limits)))
      throw new NotServedError(all.name);
  }

  async get(id: string): Promise<D | undefined> {
    return (await this.getMany([id])).get(id);
  }

  async getMany(ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    const found = new Map<string, D>();
    for (let from = 0; this.access.documents && from < ids.length; from += limits.page) {
      const some = ids.slice(from, from + limits.page);
      const filter = this.#within({ field: '_id', in: some });
      const { items } = await this.whole.find(filter, [], { limit: limits.page });
      for (const item of items) found.set(item._id, item);
    }
    return found;
  }

  /** @throws QueryError */
  async find(filter: Filter, sort: readonly Sort[], page?: PageRequest): Promise<PageOf<D>> {
    this.#checked((definition) => checkFind(definition, { filter, sort, page: {} }, limits));
    if (!this.access.documents) return { items: [] };
    return this.whole.find(this.#within(filter), sort, page);
  }

  /** @throws QueryError */
  async count(filter: Filter, cap?: number): Promise<Count> {
    this.#checked((definition) => checkCount(definition, { filter, cap: 1 }, limits));
    return this.whole.count(this.#within(filter), cap);
  }

  /** @throws QueryError */
  async aggregate(query: AggregateQuery): Promise<AggregateResult> {
    this.#checked((definition) => checkAggregate(definition, query, limits));
    return this.whole.aggregate({ ...query, filter: this.#within(query.filter ?? everything) });
  }

  /** @throws HiddenError for what only what is hidden from the reader stands in the way of */
  #checked(check: (definition: CollectionDefinition) => unknown): void {
    try {
      check(this.#open);
    } catch (error) {
      if (!(error instanceof QueryError) || !isAllowed(() => check(this.all))) throw error;
      throw new HiddenError(this.all.name, error.problems);
    }
  }

  #within(filter: Filter): Filter {
    return { all: [this.access.filter, filter] };
  }
}
