import { LRUCache } from 'lru-cache';
import type { Position } from '../../domain/kernel/ids.js';
import { versionOf } from '../query/definition.js';
import type { AnyProjection, ProjectedEvent } from '../projection.js';
import type { Checkpoint, CollectionDefinition, ReadStore, VersionId } from '../read-store.js';
import { absent, stateOf, step, touched, writeOf, type Parked, type State } from './fold.js';
import { beginning, type Consumer, type ProjectedPage } from './source.js';

/** How much is kept in memory between two commits, and after them. */
export interface Pace {
  /** Documents that wait to be written. */
  readonly dirty: number;
  /** Written documents that are kept, so that the next event of each need not read it. */
  readonly kept: number;
  /** How long a checkpoint without documents may wait. */
  readonly idleMilliseconds: number;
}

/** Every page is committed at once; nothing is remembered. */
export const livePace: Pace = { dirty: 0, kept: 0, idleMilliseconds: 200 };

/** Many pages make one commit. */
export const bulkPace: Pace = { dirty: 20_000, kept: 40_000, idleMilliseconds: 5_000 };

export interface ConsumerOptions {
  readonly store: ReadStore;
  readonly projection: AnyProjection;
  /** The projection's collection with its generation. */
  readonly definition: CollectionDefinition;
  readonly logId: string;
  readonly checkpoint?: Checkpoint;
  readonly pace: Pace;
  readonly onParked?: (parked: Parked) => void;
  readonly clock: () => number;
}

/**
 * Folds pages into one stored version. A page is folded in memory: the documents it touches are read at once, and each
 * is written once, with the checkpoint after it. After a failure it stands where the last commit left it.
 */
export class ProjectionConsumer implements Consumer {
  readonly name: string;
  readonly id: VersionId;
  #position: Position;
  #committed: Position;
  #pending: Checkpoint | undefined;
  #pace: Pace;
  #lastCommit: number;
  readonly #dirty = new Map<string, State>();
  #kept: LRUCache<string, State> | undefined;
  /** Whether every document there is, is in memory: then none need be looked for. */
  #whole: boolean;

  constructor(private readonly options: ConsumerOptions) {
    this.id = versionOf(options.definition);
    this.name = options.projection.name;
    this.#position = this.#committed = options.checkpoint?.position ?? beginning;
    this.#whole = options.checkpoint === undefined;
    this.#pace = options.pace;
    this.#kept = this.#remembering(options.pace);
    this.#lastCommit = options.clock();
  }

  get position(): Position {
    return this.#position;
  }

  get definition(): CollectionDefinition {
    return this.options.definition;
  }

  /** Goes on at another pace, with everything stored. */
  async changePace(pace: Pace): Promise<void> {
    await this.flush();
    this.#pace = pace;
    this.#forget();
    this.#kept = this.#remembering(pace);
  }

  async handle(page: ProjectedPage): Promise<void> {
    if (page.end.position <= this.#position) return;
    if (page.after > this.#position)
      throw new Error(
        `${this.name} stands at ${this.#position}, but was given what follows ${page.after}`,
      );
    try {
      await this.#fold(page);
      if (this.#isDue()) await this.#commit();
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  async flush(): Promise<void> {
    if (this.#pending === undefined) return;
    try {
      await this.#commit();
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  async #fold(page: ProjectedPage): Promise<void> {
    const { projection, onParked, logId } = this.options;
    const work = touched(projection, page.events, this.#position);
    const states = await this.#load(work.flatMap(([, ids]) => ids));
    for (const [event, ids] of work)
      for (const id of new Set(ids)) {
        const parked = this.#step(states, event, id);
        if (parked !== undefined) onParked?.(parked);
      }
    const { position, eventId, previous } = page.end;
    this.#position = position;
    this.#pending = { logId, position, eventId, previous };
  }

  #step(states: Map<string, State>, event: ProjectedEvent, id: string): Parked | undefined {
    const before = states.get(id) ?? absent;
    const { state, parked } = step(this.options.projection, before, event, id);
    if (state === before) return undefined;
    states.set(id, state);
    this.#dirty.set(id, state);
    return parked;
  }

  async #load(ids: readonly string[]): Promise<Map<string, State>> {
    const states = new Map<string, State>();
    const missing = new Set<string>();
    for (const id of ids) {
      const known = this.#dirty.get(id) ?? this.#kept?.get(id);
      if (known !== undefined) states.set(id, known);
      else if (!this.#whole) missing.add(id);
    }
    if (missing.size === 0) return states;
    const stored = await this.options.store.stored(this.options.definition, [...missing]);
    for (const [id, each] of stored) states.set(id, stateOf(each));
    return states;
  }

  #isDue(): boolean {
    const { dirty, idleMilliseconds } = this.#pace;
    return this.#dirty.size > dirty || this.options.clock() - this.#lastCommit >= idleMilliseconds;
  }

  async #commit(): Promise<void> {
    if (this.#pending === undefined) return;
    const checkpoint = this.#pending;
    const writes = [...this.#dirty].map(([id, state]) => writeOf(id, state));
    await this.options.store.commit({ collection: this.options.definition, writes, checkpoint });
    this.#committed = checkpoint.position;
    this.#pending = undefined;
    for (const [id, state] of this.#dirty) this.#kept?.set(id, state);
    if (this.#kept === undefined) this.#whole = false;
    this.#dirty.clear();
    this.#lastCommit = this.options.clock();
  }

  /** Back to the last commit. */
  #forget(): void {
    this.#whole = false;
    this.#dirty.clear();
    this.#kept?.clear();
    this.#pending = undefined;
    this.#position = this.#committed;
  }

  #remembering({ kept }: Pace): LRUCache<string, State> | undefined {
    if (kept === 0) return undefined;
    return new LRUCache({
      max: kept,
      dispose: (_state, _id, reason) => {
        if (reason === 'evict') this.#whole = false;
      },
    });
  }
}
