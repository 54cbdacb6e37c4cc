import type { Position } from '../../domain/kernel/ids.js';
import { versionOf } from '../query/definition.js';
import type { AnyProjection } from '../projection.js';
import type { Checkpoint, CollectionDefinition, ReadStore, VersionId } from '../read-store.js';
import {
  absent,
  stateOf,
  step,
  touched,
  writeOf,
  type Parked,
  type State,
  type Touched,
} from './fold.js';
import { Seen } from './seen.js';
import { beginning, type Consumer, type ProjectedPage } from './source.js';

/** How much waits in memory to be written. */
export interface Pace {
  /** Documents in memory, written or not: the next event of each need not read it, nor write it twice. */
  readonly held: number;
  /** Whether written documents stay in memory, so that what others do to them goes unseen. */
  readonly keepsWritten: boolean;
  /** How long changed documents may wait for their checkpoint while more events are there to be read. */
  readonly changesMilliseconds: number;
  /** The same at the end of the log: what changes after a pause is stored at once, a stream of changes in groups. */
  readonly liveMilliseconds: number;
  /** How long a checkpoint without documents may wait. */
  readonly idleMilliseconds: number;
}

/** What changes is committed forty times a second, or four times while there is much to catch up with. */
export const livePace: Pace = {
  held: 5_000,
  keepsWritten: false,
  changesMilliseconds: 250,
  liveMilliseconds: 25,
  idleMilliseconds: 200,
};

/** Documents in memory of all versions that are being loaded. */
const heldInAll = 120_000;

/**
 * Most documents are written once, when nothing was heard of them for long.
 *
 * @param beside how many versions are being loaded together
 */
export const bulkPace = (beside = 1): Pace => ({
  held: Math.floor(heldInAll / Math.max(beside, 1)),
  keepsWritten: true,
  changesMilliseconds: 15_000,
  liveMilliseconds: 15_000,
  idleMilliseconds: 15_000,
});

/** Few enough that other work of the thread does not wait long. */
const writesAtOnce = 2_000;

export interface ConsumerOptions {
  readonly store: ReadStore;
  readonly projection: AnyProjection;
  /** The projection's collection with its generation. */
  readonly definition: CollectionDefinition;
  readonly logId: string;
  readonly checkpoint?: Checkpoint;
  readonly pace: Pace;
  readonly onParked?: (parked: Parked) => void;
}

/** A document in memory; a changed one is not stored yet. */
interface Held {
  readonly state: State;
  readonly changed: boolean;
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
  /** By a clock that no one can set. */
  #lastCommit = performance.now();
  #live = false;
  /** Least recently touched first. */
  readonly #held = new Map<string, Held>();
  #changes = 0;
  /** Ids touched since the beginning of the log, if it was there: no other document need be looked for. */
  #seen: Seen | undefined;

  constructor(private readonly options: ConsumerOptions) {
    this.id = versionOf(options.definition);
    this.name = options.projection.name;
    this.#position = this.#committed = options.checkpoint?.position ?? beginning;
    if (options.checkpoint === undefined && options.pace.keepsWritten) this.#seen = new Seen();
    this.#pace = options.pace;
  }

  get position(): Position {
    return this.#position;
  }

  /** Up to where queries see what was handled. */
  get readable(): Position {
    return this.#changes === 0 ? this.#position : this.#committed;
  }

  get dueIn(): number | undefined {
    if (this.#pending === undefined) return undefined;
    const { changesMilliseconds, liveMilliseconds, idleMilliseconds } = this.#pace;
    const changes = this.#live ? liveMilliseconds : changesMilliseconds;
    const limit = this.#changes > 0 ? changes : idleMilliseconds;
    return Math.max(0, limit - (performance.now() - this.#lastCommit));
  }

  get definition(): CollectionDefinition {
    return this.options.definition;
  }

  /** Goes on at another pace, with everything stored. */
  async changePace(pace: Pace): Promise<void> {
    await this.flush();
    this.#pace = pace;
    if (!pace.keepsWritten) this.#forget();
  }

  async handle(page: ProjectedPage): Promise<void> {
    if (page.end.position <= this.#position) return;
    if (page.after > this.#position)
      throw new Error(
        `${this.name} stands at ${this.#position}, but was given what follows ${page.after}`,
      );
    await this.#orForget(async () => {
      await this.#fold(page);
      this.#live = page.live;
      if (this.dueIn === 0) await this.#commit();
      await this.#makeRoom();
    });
  }

  async flush(): Promise<void> {
    await this.#orForget(() => this.#commit());
  }

  async #orForget(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  async #fold(page: ProjectedPage): Promise<void> {
    const { projection, onParked, logId } = this.options;
    const work = touched(projection, page.events, this.#position);
    const states = await this.#load(work);
    for (const [event, ids] of work)
      for (const id of new Set(ids)) {
        const before = states.get(id) ?? absent;
        const { state, parked } = step(projection, before, event, id);
        if (state !== before) this.#hold(states, id, state);
        if (parked !== undefined) onParked?.(parked);
      }
    const { position, eventId, previous } = page.end;
    this.#position = position;
    this.#pending = { logId, position, eventId, previous };
  }

  #hold(states: Map<string, State>, id: string, state: State): void {
    states.set(id, state);
    if (this.#held.get(id)?.changed !== true) this.#changes += 1;
    this.#held.delete(id);
    this.#held.set(id, { state, changed: true });
    this.#seen?.add(id);
  }

  async #load(work: Touched): Promise<Map<string, State>> {
    const states = new Map<string, State>();
    const missing = new Set<string>();
    for (const [, ids] of work)
      for (const id of ids) {
        const held = this.#held.get(id);
        if (held !== undefined) states.set(id, held.state);
        else if (this.#seen?.has(id) !== false) missing.add(id);
      }
    if (missing.size === 0) return states;
    const stored = await this.options.store.stored(this.options.definition, [...missing]);
    for (const [id, each] of stored) states.set(id, stateOf(each));
    return states;
  }

  /** Stores all that has changed, and the checkpoint with the last of it. */
  async #commit(): Promise<void> {
    const checkpoint = this.#pending;
    if (checkpoint === undefined) return;
    const changed = [...this.#held].filter(([, held]) => held.changed);
    while (changed.length > writesAtOnce) await this.#store(changed.splice(0, writesAtOnce));
    await this.#store(changed, checkpoint);
    this.#committed = checkpoint.position;
    this.#pending = undefined;
    this.#lastCommit = performance.now();
    if (!this.#pace.keepsWritten) this.#held.clear();
  }

  /** Lets the documents go that were not touched for longest. Their checkpoint comes later: a write never lowers one. */
  async #makeRoom(): Promise<void> {
    const { held: most } = this.#pace;
    if (this.#held.size <= most) return;
    const oldest = [...this.#held].slice(0, this.#held.size - Math.floor(most * 0.8));
    const changed = oldest.filter(([, held]) => held.changed);
    while (changed.length > 0) await this.#store(changed.splice(0, writesAtOnce));
    for (const [id] of oldest) this.#held.delete(id);
  }

  async #store(
    changed: readonly (readonly [string, Held])[],
    checkpoint?: Checkpoint,
  ): Promise<void> {
    await this.options.store.commit({
      collection: this.options.definition,
      writes: changed.map(([id, { state }]) => writeOf(id, state)),
      ...(checkpoint && { checkpoint }),
    });
    for (const [id, { state }] of changed) this.#held.set(id, { state, changed: false });
    this.#changes -= changed.length;
  }

  /** Back to the last commit. */
  #forget(): void {
    this.#seen = undefined;
    this.#held.clear();
    this.#changes = 0;
    this.#pending = undefined;
    this.#position = this.#committed;
  }
}
