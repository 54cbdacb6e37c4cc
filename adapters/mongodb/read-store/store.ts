/** The read store on a MongoDB-wire server, without transactions, change streams or a replica set. */
import type { Collection as Records } from 'mongodb';
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
import { connect, type Connected, type MongoOptions } from '../client.js';
import { guarded } from '../faults.js';
import { MongoCollection } from './collection.js';
import { assertFormat } from './format.js';
import { collectionName, indexesOf } from './layout.js';
import type { StoredRecord } from './record.js';
import { parked, scan, scannedPage, stored } from './stored.js';
import { VersionTable } from './versions.js';
import { repair, writeAll } from './writer.js';

/**
 * Connects to a read store; its database is made by the first write.
 *
 * @throws ReadStoreUnavailableError when no server answers; Error when another version of Charter laid it out
 */
export async function openMongoReadStore(options: MongoOptions): Promise<ReadStore> {
  const connected = await connect(options);
  const close = (): Promise<void> => connected.client.close();
  try {
    return await mongoReadStore(connected, close);
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A read store over a connection that others may use too.
 *
 * @param close what its `close` does; the connection is left alone without it
 * @throws Error when another version of Charter laid it out
 */
export async function mongoReadStore(
  connected: Connected,
  close: () => Promise<void> = () => Promise.resolve(),
): Promise<ReadStore> {
  await assertFormat(connected);
  return new MongoReadStore(connected, close);
}

class MongoReadStore implements ReadStore {
  readonly #versions: VersionTable;

  constructor(
    private readonly connected: Connected,
    readonly close: () => Promise<void>,
  ) {
    this.#versions = new VersionTable(connected.db, connected.limits.write);
  }

  async prepare(definition: CollectionDefinition, fingerprint: string): Promise<VersionState> {
    checkDefinition(definition);
    const id = versionOf(definition);
    if (await this.#versions.isHalfDropped(id)) await this.#remove(id);
    await this.#versions.add(id, definition, fingerprint);
    const state = await this.#versions.existing(id);
    if (state.fingerprint !== fingerprint)
      throw new CodeDiffersError(definition.name, definition.version);
    return state;
  }

  /** All at once, so that documents are read once; building takes its time. */
  async finish(definition: CollectionDefinition): Promise<void> {
    const id = versionOf(definition);
    await this.#versions.assertThere(id);
    const records = this.connected.db.collection(collectionName(id));
    await guarded('write', Infinity, () => records.createIndexes([...indexesOf(definition)]));
    await this.#versions.markReady(id);
  }

  async serve(id: VersionId): Promise<void> {
    if ((await this.#versions.existing(id)).status !== 'ready')
      throw new Error(`${id.projection} version ${id.version} is still loading`);
    await this.#versions.serve(id);
  }

  async drop(id: VersionId): Promise<void> {
    const state = await this.#versions.get(id);
    if (state?.serving === true)
      throw new Error(`${id.projection} version ${id.version} serves and can not be dropped`);
    await this.#versions.markDropped(id);
    await this.#remove(id);
  }

  /** First the mark, then the documents, then the note: a crash in between is made good by the next drop or prepare. */
  async #remove(id: VersionId): Promise<void> {
    await this.#removeRecords(id);
    await this.#versions.remove(id);
  }

  async #removeRecords(id: VersionId): Promise<void> {
    const name = collectionName(id);
    await this.#write(async () => {
      // Servers differ in what they say to the drop of one that is not there, and some list all.
      const found = await this.connected.db.listCollections({ name }).toArray();
      if (found.some((each) => each.name === name)) await this.#records(id).drop();
    });
  }

  async versions(projection?: string): Promise<readonly VersionState[]> {
    return this.#versions.list(projection);
  }

  collection<D extends Document>(definition: CollectionDefinition): Collection<D> {
    const id = versionOf(definition);
    return new MongoCollection<D>({
      definition,
      records: this.connected.db.collection(collectionName(id)),
      milliseconds: this.connected.limits.query,
      isThere: () => this.#versions.isThere(id),
    });
  }

  async commit({ collection, writes, checkpoint }: Commit): Promise<void> {
    const id = versionOf(collection);
    await this.#versions.assertThere(id);
    await writeAll(this.#records(id), collection, writes, (work) => this.#write(work));
    const moved = checkpoint !== undefined && (await this.#versions.moveCheckpoint(id, checkpoint));
    if (!moved && !(await this.#versions.isThere(id))) await this.#discard(id);
  }

  /** The version was dropped while this was written: the write made its collection anew. */
  async #discard(id: VersionId): Promise<never> {
    await this.#removeRecords(id);
    throw new Error(`${id.projection} version ${id.version} was dropped`);
  }

  async stored(
    definition: CollectionDefinition,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Document | Tombstone>> {
    return this.#write(() => stored(this.#recordsOf(definition), ids));
  }

  async parked(definition: CollectionDefinition): Promise<readonly (Document | Tombstone)[]> {
    return this.#write(() => parked(this.#recordsOf(definition)));
  }

  async repair(definition: CollectionDefinition, write: Document | Tombstone): Promise<boolean> {
    return this.#write(() => repair(this.#recordsOf(definition), definition, write));
  }

  scan(definition: CollectionDefinition): AsyncIterable<readonly (Document | Tombstone)[]> {
    const records = this.#recordsOf(definition);
    return scan((after) => this.#write(() => scannedPage(records, after)));
  }

  #recordsOf(definition: CollectionDefinition): Records<StoredRecord> {
    return this.#records(versionOf(definition));
  }

  #records(id: VersionId): Records<StoredRecord> {
    return this.connected.db.collection<StoredRecord>(collectionName(id));
  }

  /** Each call within its time; a commit may be made of many. */
  #write<T>(work: () => Promise<T>): Promise<T> {
    return guarded('write', this.connected.limits.write, work);
  }
}
