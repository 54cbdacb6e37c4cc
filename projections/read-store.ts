import type { Json } from '../domain/kernel/json.js';
import type { EventId, Position } from '../domain/kernel/ids.js';

/** How a declared field is stored and compared. `texts` holds several values; a filter matches any of them. */
export type FieldType = 'text' | 'number' | 'boolean' | 'instant' | 'texts';

/** What every document has: its id and the position of the last event folded into it. */
export interface Document {
  readonly _id: string;
  readonly position: Position;
  /** Set when a fold of this document failed; later events are not folded into it. */
  readonly parkedAt?: Position;
}

/** A tombstone: a delete is a write, guarded like any other, invisible to every query. */
export interface Tombstone {
  readonly _id: string;
  readonly position: Position;
  readonly deleted: true;
}

export interface CollectionDefinition {
  /** kebab-case; with `version` it names the stored collection. */
  readonly name: string;
  readonly version: number;
  /** Dotted path in the document → type. Only these can be filtered, sorted and grouped by. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Compound indexes over declared single-valued fields, in order; every `texts` field is indexed by itself. */
  readonly indexes: readonly (readonly string[])[];
  /** Dotted paths whose words `text` filters search; written only when they change. */
  readonly text?: readonly string[];
  /** Dotted paths of numbers that aggregates may sum, average, min or max beside declared number fields. */
  readonly measures?: readonly string[];
}

export type Scalar = string | number | boolean;

/** A closed filter language; schema in `projections/query/filter.ts`. */
export type Filter =
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly not: Filter }
  | { readonly field: string; readonly eq: Scalar }
  | { readonly field: string; readonly in: readonly Scalar[] }
  | {
      readonly field: string;
      readonly gt?: Scalar;
      readonly gte?: Scalar;
      readonly lt?: Scalar;
      readonly lte?: Scalar;
    }
  | { readonly field: string; readonly exists: boolean }
  /** The dotted path itself or anything below it, by whole segments. */
  | { readonly field: string; readonly within: string }
  | { readonly field: string; readonly startsWith: string }
  /** Words that must all occur in the collection's text fields; the last one may be a prefix. */
  | { readonly text: string };

export interface Sort {
  readonly field: string;
  readonly direction: 'ascending' | 'descending';
}

export interface PageRequest {
  /** 1–200; 50 by default. */
  readonly limit?: number;
  /** `next` or `previous` of an earlier page with the same filter and sort. */
  readonly cursor?: string;
}

export interface PageOf<D> {
  readonly items: readonly D[];
  readonly next?: string;
  readonly previous?: string;
}

/** A count that stops at its cap: `{ value: 1000, capped: true }` reads "1,000+". */
export interface Count {
  readonly value: number;
  readonly capped: boolean;
}

export type Bucket = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

export type GroupKey =
  | { readonly field: string; readonly as?: string }
  | {
      readonly field: string;
      readonly bucket: Bucket;
      readonly zone: string;
      readonly as?: string;
    };

export interface Measure {
  readonly as: string;
  readonly op: 'count' | 'sum' | 'avg' | 'min' | 'max';
  readonly field?: string;
}

export interface AggregateQuery {
  readonly filter?: Filter;
  /** At most 4. Grouping by a `texts` field counts a document once for each of its values. */
  readonly groupBy?: readonly GroupKey[];
  /** 1–10. */
  readonly measures: readonly Measure[];
  /** By group key or measure name. */
  readonly sort?: readonly Sort[];
  /** 1–10,000; 1,000 by default. */
  readonly limit?: number;
}

export interface AggregateResult {
  readonly rows: readonly Readonly<Record<string, Json>>[];
  /** Whether the limit cut rows off. */
  readonly truncated: boolean;
}

export interface Collection<D extends Document> {
  get(id: string): Promise<D | undefined>;
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, D>>;
  find(filter: Filter, sort: readonly Sort[], page?: PageRequest): Promise<PageOf<D>>;
  /** Stops counting at `cap` (1,000 by default). */
  count(filter: Filter, cap?: number): Promise<Count>;
  aggregate(query: AggregateQuery): Promise<AggregateResult>;
}

/** Where a projection stands, tied to one log and one event so that a foreign log is noticed. */
export interface Checkpoint {
  readonly logId: string;
  readonly position: Position;
  readonly eventId: EventId;
}

/** Which version of a projection serves, and what wrote each one. */
export interface VersionState {
  readonly projection: string;
  readonly version: number;
  /** Hash of the projection's code; a runner with another refuses this version. */
  readonly fingerprint: string;
  readonly status: 'loading' | 'ready';
  readonly serving: boolean;
  readonly checkpoint?: Checkpoint;
}

export interface Commit {
  readonly projection: string;
  readonly version: number;
  readonly writes: readonly (Document | Tombstone)[];
  /** Sent after the documents are stored. */
  readonly checkpoint: Checkpoint;
}

/**
 * Where read models live. What every adapter promises is in `test/contracts/read-store-contract.ts`:
 * a write never lowers a document's position, a tombstone counts as a write, documents are durable before the checkpoint.
 */
export interface ReadStore {
  /** Makes the version's collection if it is new, in `loading` without its secondary indexes. @throws when the fingerprint differs. */
  prepare(
    definition: CollectionDefinition,
    projection: string,
    fingerprint: string,
  ): Promise<VersionState>;
  /** Builds the secondary indexes and makes the version `ready`. */
  finish(definition: CollectionDefinition, projection: string): Promise<void>;
  /** The one pointer: queries by projection name go to this version from now on. */
  serve(projection: string, version: number): Promise<void>;
  /** Removes a version that does not serve, with all its documents. */
  drop(definition: CollectionDefinition, projection: string): Promise<void>;
  versions(projection?: string): Promise<readonly VersionState[]>;

  /** One version's documents, for the runner and for comparing versions. */
  collection<D extends Document>(definition: CollectionDefinition): Collection<D>;
  commit(commit: Commit): Promise<void>;
  /** All documents of a version in order of id, tombstones included: comparing, rebuilding, exporting. */
  scan(definition: CollectionDefinition): AsyncIterable<readonly (Document | Tombstone)[]>;
  close(): Promise<void>;
}
