/** What is stored, what wrote it, which one serves. */
import type { Collection as Stored, Db } from 'mongodb';

import { compareTexts } from '../../../projections/query/values.js';
import type {
  Checkpoint,
  CollectionDefinition,
  VersionId,
  VersionState,
} from '../../../projections/read-store.js';
import { codeOf, codes, guarded } from '../faults.js';
import { collectionName } from './layout.js';

/** One version; `_id` is the name of its collection. */
interface VersionRecord extends VersionId {
  readonly _id: string;
  readonly fingerprint: string;
  /** As JSON: the paths in it have dots. */
  readonly definition: string;
  readonly ready: boolean;
  /** Set while its documents are being removed: it counts as gone. */
  readonly dropped?: true;
  readonly checkpoint?: Checkpoint;
}

interface Serving extends VersionId {
  /** Name of the projection. */
  readonly _id: string;
}

export class VersionTable {
  readonly #versions: Stored<VersionRecord>;
  readonly #serving: Stored<Serving>;

  constructor(
    db: Db,
    private readonly milliseconds: number,
  ) {
    this.#versions = db.collection<VersionRecord>('versions');
    this.#serving = db.collection<Serving>('serving');
  }

  async list(projection?: string): Promise<readonly VersionState[]> {
    const those = projection === undefined ? {} : { projection };
    const [versions, serving] = await this.#guarded(() =>
      Promise.all([
        this.#versions.find({ ...those, dropped: { $ne: true } }).toArray(),
        this.#serving.find(those).toArray(),
      ]),
    );
    const names = new Set(serving.map(collectionName));
    return versions.map((each) => stateOf(each, names.has(each._id))).sort(inOrder);
  }

  async get(id: VersionId): Promise<VersionState | undefined> {
    return (await this.list(id.projection)).find(
      ({ version, generation }) => version === id.version && generation === id.generation,
    );
  }

  /** @throws Error when the version is not there. */
  async existing(id: VersionId): Promise<VersionState> {
    return (await this.get(id)) ?? fail(id);
  }

  async isThere(id: VersionId): Promise<boolean> {
    const _id = collectionName(id);
    const found = await this.#guarded(() =>
      this.#versions.findOne({ _id, dropped: { $ne: true } }, { projection: { _id: 1 } }),
    );
    return found !== null;
  }

  /** @throws Error when the version is not there. */
  async assertThere(id: VersionId): Promise<void> {
    if (!(await this.isThere(id))) fail(id);
  }

  /** Whether its documents are still to be removed. */
  async isHalfDropped(id: VersionId): Promise<boolean> {
    const _id = collectionName(id);
    return (await this.#guarded(() => this.#versions.findOne({ _id, dropped: true }))) !== null;
  }

  /** Notes a new version; another process may have been first. */
  async add(id: VersionId, definition: CollectionDefinition, fingerprint: string): Promise<void> {
    const record: VersionRecord = {
      _id: collectionName(id),
      ...id,
      fingerprint,
      definition: JSON.stringify(definition),
      ready: false,
    };
    await this.#guarded(async () => {
      try {
        await this.#versions.insertOne(record);
      } catch (error) {
        if (codeOf(error) !== codes.duplicateKey) throw error;
      }
    });
  }

  async markReady(id: VersionId): Promise<void> {
    await this.#set(id, { ready: true });
  }

  async markDropped(id: VersionId): Promise<void> {
    await this.#set(id, { dropped: true });
  }

  async remove(id: VersionId): Promise<void> {
    const _id = collectionName(id);
    await this.#guarded(() => this.#versions.deleteOne({ _id, dropped: true }));
  }

  async serve(id: VersionId): Promise<void> {
    const { projection } = id;
    await this.#guarded(() => this.#serving.replaceOne({ _id: projection }, id, { upsert: true }));
  }

  /** Moves the checkpoint forward. @returns false when the stored one is not older, or the version is gone */
  async moveCheckpoint(id: VersionId, checkpoint: Checkpoint): Promise<boolean> {
    const _id = collectionName(id);
    const older = { 'checkpoint.position': { $not: { $gte: checkpoint.position } } };
    const { matchedCount } = await this.#guarded(() =>
      this.#versions.updateOne({ _id, dropped: { $ne: true }, ...older }, { $set: { checkpoint } }),
    );
    return matchedCount === 1;
  }

  async #set(id: VersionId, values: Partial<VersionRecord>): Promise<void> {
    const _id = collectionName(id);
    await this.#guarded(() => this.#versions.updateOne({ _id }, { $set: values }));
  }

  #guarded<T>(work: () => Promise<T>): Promise<T> {
    return guarded('write', this.milliseconds, work);
  }
}

function fail({ projection, version, generation }: VersionId): never {
  throw new Error(`${projection} has no version ${version}, generation ${generation}`);
}

function stateOf(record: VersionRecord, serving: boolean): VersionState {
  const { projection, version, generation, fingerprint, definition, ready, checkpoint } = record;
  return {
    projection,
    version,
    generation,
    fingerprint,
    status: ready ? 'ready' : 'loading',
    serving,
    definition: JSON.parse(definition) as CollectionDefinition,
    ...(checkpoint && { checkpoint }),
  };
}

const inOrder = (a: VersionState, b: VersionState): number =>
  compareTexts(a.projection, b.projection) || a.version - b.version || a.generation - b.generation;
