/** A document as it is stored: itself, and beside it the values that queries look at. */
import { documentWords } from '../../../projections/query/words.js';
import { fits, textsAt, valueAt } from '../../../projections/query/values.js';
import type { Position } from '../../../domain/kernel/ids.js';
import type {
  CollectionDefinition,
  Document,
  FieldType,
  Tombstone,
} from '../../../projections/read-store.js';
import { carriesExactly } from './exact.js';
import { nameOf } from './layout.js';

type Value = string | number | boolean | readonly string[];

export interface StoredRecord {
  readonly _id: string;
  readonly position: string;
  readonly deleted: boolean;
  readonly parkedAt?: string;
  /** Declared fields that fit their type; instants in milliseconds, several texts as an array. */
  readonly fields?: Readonly<Record<string, Value>>;
  /** Numbers that aggregates may reckon with, those under codes as an object. */
  readonly measures?: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  /** Folded words that a search looks for. */
  readonly words?: readonly string[];
  readonly document?: object;
  /** Instead of `document` when BSON would change it. */
  readonly json?: string;
}

/** What a query reads of a record to give back its document. */
export const documentOnly = { document: 1, json: 1 } as const;
/** What the runner reads of it. */
export const documentOrTombstone = {
  ...documentOnly,
  position: 1,
  deleted: 1,
  parkedAt: 1,
} as const;

export const isTombstone = (write: Document | Tombstone): write is Tombstone => 'deleted' in write;

export function toRecord(
  definition: CollectionDefinition,
  write: Document | Tombstone,
): StoredRecord {
  const { _id, position, parkedAt } = write;
  const head = { _id, position, ...(parkedAt !== undefined && { parkedAt }) };
  if (isTombstone(write)) return { ...head, deleted: true };
  const { text = [] } = definition;
  const words = text.length === 0 ? '' : documentWords(write, text);
  const whole = carriesExactly(write) ? { document: write } : { json: JSON.stringify(write) };
  return {
    ...head,
    deleted: false,
    fields: fieldsOf(definition, write),
    measures: measuresOf(definition, write),
    ...(words !== '' && { words: words.split(' ') }),
    ...whole,
  };
}

function fieldsOf(
  { fields }: CollectionDefinition,
  document: Document,
): Readonly<Record<string, Value>> {
  const found: [string, Value][] = [];
  for (const [path, type] of Object.entries(fields)) {
    const value = fieldValue(document, path, type);
    if (value !== undefined) found.push([nameOf(path), value]);
  }
  return Object.fromEntries(found);
}

/** Undefined for what is missing or does not fit: it fulfils no comparison. */
function fieldValue(document: Document, path: string, type: FieldType): Value | undefined {
  if (type === 'texts') {
    const texts = textsAt(document, path);
    return texts.length === 0 ? undefined : texts;
  }
  const value = valueAt(document, path);
  if (!fits[type](value)) return undefined;
  return type === 'instant' ? Date.parse(value as string) : (value as Value);
}

/** Keys that a query can name; what else an object holds is nothing to reckon with. */
const codePattern = /^[A-Za-z0-9_-]{1,80}$/;

function measuresOf(
  { measures = [] }: CollectionDefinition,
  document: Document,
): NonNullable<StoredRecord['measures']> {
  const found: [string, number | Readonly<Record<string, number>>][] = [];
  for (const declared of measures) {
    const path = declared.replace(/\.\*$/, '');
    const value = path === declared ? numberIn(document, path) : numbersIn(document, path);
    if (value !== undefined) found.push([nameOf(path), value]);
  }
  return Object.fromEntries(found);
}

function numberIn(document: Document, path: string): number | undefined {
  const value = valueAt(document, path);
  return typeof value === 'number' && fits.number(value) ? value : undefined;
}

function numbersIn(document: Document, path: string): Readonly<Record<string, number>> | undefined {
  const value = valueAt(document, path);
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value as Readonly<Record<string, unknown>>);
  const numbers = entries.filter(
    (entry): entry is [string, number] => codePattern.test(entry[0]) && fits.number(entry[1]),
  );
  return numbers.length === 0 ? undefined : Object.fromEntries(numbers);
}

/** What was stored was of this type when it was written. */
export const toDocument = ({ document, json }: StoredRecord): Document =>
  (json === undefined ? document : JSON.parse(json)) as Document;

export function toStored(record: StoredRecord): Document | Tombstone {
  const { _id, position, deleted, parkedAt } = record;
  if (!deleted) return toDocument(record);
  return {
    _id,
    position: position as Position,
    deleted,
    ...(parkedAt !== undefined && { parkedAt: parkedAt as Position }),
  };
}
