/** The read store in a SQLite file, working in the caller's own thread. */
import { setImmediate } from 'node:timers/promises';
import { CodeDiffersError } from '../../../domain/kernel/faults.js';
import { checkDefinition, versionOf } from '../../../projections/query/definition.js';
import type {
  Collection,
  CollectionDefinition,
  Commit,
  Document,
  ReadStore,
  Tombstone,
  VersionId,
  VersionState,
} from '../../../projections/read-store.js';
import { foldAgain, tellingDamage } from '../damage/index.js';
import { openDatabase, type Connection } from '../driver.js';
import { emptyJournal } from '../journal.js';
import { QueriedCollection, type Queries } from './collection.js';
import { layoutOf } from './layout.js';
import { Reader } from './reader.js';
import { build, createCollection, createStore, dropCollection, tuneWriter } from './schema.js';
import { remembering } from './statements.js';
import { parked, scan, stored } from './stored.js';
import { builtOf, keyOf, readVersion, readVersions } from './versions.js';
import { commit, repair } from './writer.js';

/**
 * Opens or creates a read store.
 *
 * @param path a file, or `:memory:`
 * @throws StoreDamagedError when the file is not as it was written
 * @throws Error when the file was laid out by another version of Charter.
 */
export const openReadStore = (path: string): ReadStore =>
  tellingDamage(path, foldAgain(path), () => open(path));

function open(path: string): ReadStore {
  const db = remembering(openDatabase(path));
  try {
    tuneWriter(db);
    createStore(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return new SqliteReadStore(db);
}

class SqliteReadStore implements ReadStore {
  readonly #queries: Queries;
  #isClosed = false;

  constructor(private readonly db: Connection) {
    const reader = new Reader(db);
    this.#queries = {
      getMany: async (...query) => Promise.resolve(reader.getMany(...query)),
      find: async (...query) => Promise.resolve(reader.find(...query)),
      count: async (...query) => Promise.resolve(reader.count(...query)),
      aggregate: async (...query) => Promise.resolve(reader.aggregate(...query)),
    };
  }

  async prepare(definition: CollectionDefinition, fingerprint: string): Promise<VersionState> {
    checkDefinition(definition);
    const id = versionOf(definition);
    this.db.transaction(() => {
      if (readVersion(this.db, id) === undefined) this.#create(definition, fingerprint);
    });
    const state = this.#existing(id);
    if (state.fingerprint !== fingerprint)
      throw new CodeDiffersError(definition.name, definition.version);
    return Promise.resolve(state);
  }

  #create(definition: CollectionDefinition, fingerprint: string): void {
    createCollection(this.db, layoutOf(definition));
    this.db
      .prepare(
        `INSERT INTO versions (projection, version, generation, fingerprint, definition, built, ready)
          VALUES (?, ?, ?, ?, ?, 0, 0)`,
      )
      .run(...keyOf(versionOf(definition)), fingerprint, JSON.stringify(definition));
  }

  /** One structure after another, so that other work of the thread comes in between. */
  async finish(definition: CollectionDefinition): Promise<void> {
    const layout = layoutOf(definition);
    const id = versionOf(definition);
    this.#existing(id);
    for (const [index, structure] of layout.structures.entries()) {
      this.db.transaction(() => {
        if (builtOf(this.db, id) !== index) return;
        build(this.db, layout, structure);
        this.#update(id, `built = ${index + 1}`);
      });
      await setImmediate();
    }
    this.#update(id, 'ready = 1');
  }

  async serve(id: VersionId): Promise<void> {
    this.db.transaction(() => {
      if (this.#existing(id).status !== 'ready')
        throw new Error(`${id.projection} version ${id.version} is still loading`);
      this.db.prepare(`INSERT OR REPLACE INTO serving VALUES (?, ?, ?)`).run(...keyOf(id));
    });
    return Promise.resolve();
  }

  async drop(id: VersionId): Promise<void> {
    this.db.transaction(() => {
      if (readVersion(this.db, id)?.serving === true)
        throw new Error(`${id.projection} version ${id.version} serves and can not be dropped`);
      dropCollection(this.db, id);
      this.db
        .prepare('DELETE FROM versions WHERE projection = ? AND version = ? AND generation = ?')
        .run(...keyOf(id));
    });
    return Promise.resolve();
  }

  async versions(projection?: string): Promise<readonly VersionState[]> {
    return Promise.resolve(readVersions(this.db, projection));
  }

  collection<D extends Document>(definition: CollectionDefinition): Collection<D> {
    return new QueriedCollection<D>(definition, this.#queries);
  }

  async commit(work: Commit): Promise<void> {
    commit(this.db, layoutOf(work.collection), work);
    return Promise.resolve();
  }

  async stored(
    definition: CollectionDefinition,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Document | Tombstone>> {
    return Promise.resolve(stored(this.db, layoutOf(definition), ids));
  }

  async parked(definition: CollectionDefinition): Promise<readonly (Document | Tombstone)[]> {
    return Promise.resolve(parked(this.db, layoutOf(definition)));
  }

  async repair(definition: CollectionDefinition, write: Document | Tombstone): Promise<boolean> {
    return Promise.resolve(repair(this.db, layoutOf(definition), write));
  }

  scan(definition: CollectionDefinition): AsyncIterable<readonly (Document | Tombstone)[]> {
    return scan(this.db, layoutOf(definition));
  }

  async close(): Promise<void> {
    if (!this.#isClosed) emptyJournal(this.db);
    this.#isClosed = true;
    this.db.close();
    return Promise.resolve();
  }

  #existing(id: VersionId): VersionState {
    const state = readVersion(this.db, id);
    if (state === undefined)
      throw new Error(`${id.projection} has no version ${id.version}, generation ${id.generation}`);
    return state;
  }

  #update(id: VersionId, assignment: string): void {
    this.db
      .prepare(
        `UPDATE versions SET ${assignment}
          WHERE projection = ? AND version = ? AND generation = ?`,
      )
      .run(...keyOf(id));
  }
}
