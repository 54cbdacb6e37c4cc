/** Queries by a projection's name, answered by the version that serves. */
import { NotServedError } from '../domain/kernel/faults.js';
import type {
  AggregateQuery,
  AggregateResult,
  Collection,
  Count,
  Document,
  Filter,
  PageOf,
  PageRequest,
  ReadModels,
  Sort,
  VersionState,
} from './read-store.js';

export interface ServedOptions {
  /** How long the pointer is believed; 1,000 by default. */
  readonly pointerMilliseconds?: number;
  readonly clock?: () => number;
}

/**
 * The collection of whichever version serves. The pointer is looked up at most once a second, and at once when
 * the version it names is gone.
 *
 * @example
 * const cases = served<CaseView>(store, 'cases');
 * await cases.find({ field: 'status', eq: 'open' }, []);
 */
export function served<D extends Document>(
  store: ReadModels,
  projection: string,
  options: ServedOptions = {},
): ServedCollection<D> {
  return new ServedCollection(store, projection, options);
}

export class ServedCollection<D extends Document> implements Collection<D> {
  #state: Promise<VersionState> | undefined;
  #readAt = -Infinity;

  constructor(
    private readonly store: ReadModels,
    private readonly projection: string,
    private readonly options: ServedOptions,
  ) {}

  get(id: string): Promise<D | undefined> {
    return this.#ask((collection) => collection.get(id));
  }

  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, D>> {
    return this.#ask((collection) => collection.getMany(ids));
  }

  find(filter: Filter, sort: readonly Sort[], page?: PageRequest): Promise<PageOf<D>> {
    return this.#ask((collection) => collection.find(filter, sort, page));
  }

  count(filter: Filter, cap?: number): Promise<Count> {
    return this.#ask((collection) => collection.count(filter, cap));
  }

  aggregate(query: AggregateQuery): Promise<AggregateResult> {
    return this.#ask((collection) => collection.aggregate(query));
  }

  /** The version that serves. @throws NotServedError while none does */
  state(): Promise<VersionState> {
    const { clock = Date.now, pointerMilliseconds = 1_000 } = this.options;
    if (this.#state === undefined || clock() - this.#readAt >= pointerMilliseconds) {
      this.#readAt = clock();
      this.#state = this.#look();
    }
    return this.#state;
  }

  /** Forgets the pointer: another version serves now. */
  refresh(): void {
    this.#state = undefined;
  }

  async #look(): Promise<VersionState> {
    try {
      const state = (await this.store.versions(this.projection)).find(({ serving }) => serving);
      if (state === undefined) throw new NotServedError(this.projection);
      return state;
    } catch (error) {
      this.refresh();
      throw error;
    }
  }

  async #ask<T>(query: (collection: Collection<D>) => Promise<T>): Promise<T> {
    const state = await this.state();
    try {
      return await query(this.store.collection<D>(state.definition));
    } catch (error) {
      if (!(error instanceof NotServedError)) throw error;
      this.refresh();
      return query(this.store.collection<D>((await this.state()).definition));
    }
  }
}
