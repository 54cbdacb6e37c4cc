import type { Json } from '../domain/kernel/json.js';
import type { EventId, Position } from '../domain/kernel/ids.js';

/**
 * How a declared field is stored and compared. `texts` holds several values; a filter matches any of them.
 * Texts compare by code point, so capitals come before small letters; a field sorted for people holds a folded copy.
 */
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
  /** Set when the fold of a document that was not there failed. */
  readonly parkedAt?: Position;
}

export interface CollectionDefinition {
  /** kebab-case; with `version` it names the stored collection. */
  readonly name: string;
  readonly version: number;
  /** Counts rebuilds of one version; 1 when absent. Set by the runner, never by a projection. */
  readonly generation?: number;
  /** Dotted path in the document → type. Only these can be filtered, sorted and grouped by. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /**
   * Compound indexes over declared single-valued fields, in order, each ending in `_id`;
   * every `texts` field is indexed by itself.
   */
  readonly indexes: readonly (readonly string[])[];
  /** Dotted paths of strings and lists of strings whose words `text` filters search; written only when they change. */
  readonly text?: readonly string[];
  /**
   * Dotted paths of numbers that aggregates may sum, average, min or max beside declared number fields.
   * A last segment `*` stands for any one key of codes: `amounts.*` allows `amounts.expense`.
   */
  readonly measures?: readonly string[];
}

export type Scalar = string | number | boolean;

/**
 * A closed filter language; schema and limits in `projections/query/filter.ts`.
 * A field that is missing or null fulfils no comparison, and so fulfils `not` of each.
 */
export type Filter =
  /** An empty `all` matches everything, an empty `any` nothing. */
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

/**
 * By a declared single-valued field or `_id`. A missing value is lower than any other.
 * Ties are broken by `_id`, in the direction of the last sort.
 */
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

/**
 * A stretch of the calendar in a zone, named by its text: hour `2024-03-31T03:00+02:00`, day `2024-03-31`,
 * week the date of its Monday, month `2024-03`, quarter `2024-Q1`, year `2024`.
 */
export type Bucket = 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

export type GroupKey =
  | { readonly field: string; readonly as?: string }
  | {
      readonly field: string;
      readonly bucket: Bucket;
      readonly zone: string;
      readonly as?: string;
    };

/**
 * Over documents that have the field: `count` of them (without a field, of all), `sum` and `avg` of numbers,
 * `min` and `max` of numbers, instants and texts. Of none, a count and a sum are 0 and the others null.
 */
export interface Measure {
  readonly as: string;
  readonly op: 'count' | 'sum' | 'avg' | 'min' | 'max';
  readonly field?: string;
}

export interface AggregateQuery {
  readonly filter?: Filter;
  /**
   * At most 4, one of them a `texts` field, which counts a document once for each of its values.
   * A missing value is a group of its own, named null. Without groups there is one row.
   */
  readonly groupBy?: readonly GroupKey[];
  /** 1–60. */
  readonly measures: readonly Measure[];
  /** By group key or measure name; ties, and all without it, by group keys ascending. */
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
  /** Of the last event handled. */
  readonly position: Position;
  readonly eventId: EventId;
  /** Of the event before it in the log: reading on from here must give that event first. */
  readonly previous: Position;
}

/** One stored collection of a projection. */
export interface VersionId {
  readonly projection: string;
  readonly version: number;
  readonly generation: number;
}

/** Which version of a projection serves, and what wrote each one. */
export interface VersionState extends VersionId {
  /** Hash of the projection's code; a runner with another refuses this version. */
  readonly fingerprint: string;
  /** A loading version has no secondary indexes yet: its documents can be had by id, not found. */
  readonly status: 'loading' | 'ready';
  readonly serving: boolean;
  readonly checkpoint?: Checkpoint;
  /** As it was prepared: an older version than the code's is queried by its own fields. */
  readonly definition: CollectionDefinition;
}

export interface Commit {
  readonly collection: CollectionDefinition;
  /** At most one per document. */
  readonly writes: readonly (Document | Tombstone)[];
  /** Stored after the documents; an older one than the stored is ignored. Absent while more documents are to come. */
  readonly checkpoint?: Checkpoint;
}

/** What queries need: any number of processes may read. */
export interface ReadModels {
  versions(projection?: string): Promise<readonly VersionState[]>;
  /** One version's documents. Every query is checked; @throws QueryError, QueryTimeoutError */
  collection<D extends Document>(definition: CollectionDefinition): Collection<D>;
  close(): Promise<void>;
}

/**
 * Where read models live. What every adapter promises is in `test/contracts/read-store-contract.ts`:
 * a write never lowers a document's position, a tombstone counts as a write, documents are durable before the checkpoint.
 * The collection's name is the projection's name.
 */
export interface ReadStore extends ReadModels {
  /** Makes the version's collection if it is new, `loading`, without its secondary indexes. @throws CodeDiffersError */
  prepare(definition: CollectionDefinition, fingerprint: string): Promise<VersionState>;
  /** Builds the secondary indexes and makes the version `ready`; again, it does nothing. */
  finish(definition: CollectionDefinition): Promise<void>;
  /** The one pointer: queries by projection name go to this version from now on. @throws unless it is ready */
  serve(id: VersionId): Promise<void>;
  /** Removes a version with all its documents; one that is not there is fine. @throws when it serves */
  drop(id: VersionId): Promise<void>;

  /** Writes each document whose position is greater than the stored one, then the checkpoint. */
  commit(commit: Commit): Promise<void>;
  /** What is stored under these ids, tombstones included: a fold goes on from it. */
  stored(
    definition: CollectionDefinition,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, Document | Tombstone>>;
  /** Parked documents in order of id, at most 1,000. */
  parked(definition: CollectionDefinition): Promise<readonly (Document | Tombstone)[]>;
  /** Writes a parked document anew, also at its stored position; false when it is not parked or is newer. */
  repair(definition: CollectionDefinition, write: Document | Tombstone): Promise<boolean>;
  /** All documents of a version in order of id, tombstones included: comparing, rebuilding, exporting. */
  scan(definition: CollectionDefinition): AsyncIterable<readonly (Document | Tombstone)[]>;
}
