/** The log of the stand-in: what EventStoreDB keeps, and its rules of appending. */
import type { Journal } from './journal.js';
import type { Proposed, StoredRecord } from './record.js';

export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

export type Outcome =
  | { readonly kind: 'success'; readonly revision: bigint; readonly position: bigint | undefined }
  | {
      readonly kind: 'wrong-version';
      readonly expected: Expected;
      readonly actual: bigint | undefined;
    }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'bad-request' };

export const maximumDataBytes = 1_048_576;

const statisticsStream = '$stats-127.0.0.1:2113';
const ticksPerMillisecond = 10_000n;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Bytes of a record beside its texts: positions are byte offsets. */
const recordOverhead = 97;

export interface LogOptions {
  readonly journal?: Journal;
  /** Whether every event is linked from `$ce-<category>`, as the system projections do. */
  readonly links?: boolean;
}

export class StandInLog {
  readonly records: StoredRecord[] = [];
  readonly #streams = new Map<string, StoredRecord[]>();
  /** Ids written lately, whatever their stream: the first stream to use one wins. */
  readonly #ids = new Map<string, StoredRecord>();
  readonly #listeners = new Set<(written: readonly StoredRecord[]) => void>();
  readonly #options: LogOptions;
  #end = 0n;

  constructor(options: LogOptions = {}) {
    this.#options = options;
    for (const records of options.journal?.read() ?? []) this.#keep(records);
    if (this.records.length === 0) this.#writeSystemRecords();
  }

  stream(name: string): readonly StoredRecord[] | undefined {
    return this.#streams.get(name);
  }

  /** Index of the first record at or after a position. */
  indexAt(position: bigint): number {
    let low = 0;
    let high = this.records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.records[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Whether a read may start there: at a record, or past the end. */
  mayStartAt(position: bigint): boolean {
    return position >= this.#end || this.records[this.indexAt(position)]?.position === position;
  }

  /** Tells of every write, until the answer is called. */
  onWritten(listener: (written: readonly StoredRecord[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  append(stream: string, events: readonly Proposed[], expected: Expected): Outcome {
    if (events.some(({ id, type }) => type === '' || !uuid.test(id)))
      return { kind: 'bad-request' };
    if (events.reduce((sum, { data }) => sum + data.length, 0) > maximumDataBytes)
      return { kind: 'too-large' };
    const stored = this.#streams.get(stream) ?? [];
    if (events.length === 0) return { kind: 'success', revision: 0n, position: undefined };
    return typeof expected === 'bigint' || expected === 'no_stream'
      ? this.#appendAt(stream, stored, events, expected === 'no_stream' ? -1n : expected)
      : this.#appendAnywhere(stream, stored, events, expected);
  }

  #appendAt(
    stream: string,
    stored: readonly StoredRecord[],
    events: readonly Proposed[],
    expected: bigint,
  ): Outcome {
    const last = BigInt(stored.length) - 1n;
    // At the end no id is looked at: a repetition there is written once more.
    if (expected === last) return this.#write(stream, events);
    const from = Number(expected) + 1;
    const repeated = events.every(({ id }, index) => stored[from + index]?.id === id);
    return expected < last && repeated
      ? successOf(stored[from + events.length - 1])
      : wrongVersion(expected < 0n ? 'no_stream' : expected, stored);
  }

  #appendAnywhere(
    stream: string,
    stored: readonly StoredRecord[],
    events: readonly Proposed[],
    expected: 'any' | 'stream_exists',
  ): Outcome {
    const wrong = wrongVersion(expected, stored);
    if (expected === 'stream_exists' && stored.length === 0) return wrong;
    const known = events
      .map(({ id }) => this.#ids.get(id))
      .map((r) => (r?.stream === stream ? r : undefined));
    if (known[0] === undefined) return this.#write(stream, events);
    return known.includes(undefined) ? wrong : successOf(known.at(-1));
  }

  #write(stream: string, events: readonly Proposed[]): Outcome {
    const records = this.#record(stream, events);
    const links =
      this.#options.links === true && !stream.startsWith('$') ? this.#link(records) : [];
    for (const listener of this.#listeners) listener([...records, ...links]);
    return successOf(records.at(-1));
  }

  #record(stream: string, events: readonly Proposed[]): readonly StoredRecord[] {
    const first = this.#streams.get(stream)?.length ?? 0;
    const ticks = BigInt(Date.now()) * ticksPerMillisecond;
    let position = this.#end;
    const records = events.map((event, index) => {
      const record = { ...event, stream, revision: BigInt(first + index), position, ticks };
      position += sizeOf(record);
      return record;
    });
    this.#options.journal?.write(records);
    this.#keep(records);
    return records;
  }

  #keep(records: readonly StoredRecord[]): void {
    for (const record of records) {
      this.records.push(record);
      const stored = this.#streams.get(record.stream);
      if (stored === undefined) this.#streams.set(record.stream, [record]);
      else stored.push(record);
      if (!this.#ids.has(record.id)) this.#ids.set(record.id, record);
      this.#end = record.position + sizeOf(record);
    }
  }

  #link(records: readonly StoredRecord[]): readonly StoredRecord[] {
    const category = records[0]?.stream.split('-')[0] ?? '';
    return this.#record(
      `$ce-${category}`,
      records.map(({ stream, revision }) => ({
        ...systemRecord('$>'),
        contentType: 'application/octet-stream',
        data: Buffer.from(`${revision}@${stream}`),
      })),
    );
  }

  /** What a server writes for itself before anybody writes to it, and in between. */
  #writeSystemRecords(): void {
    this.#record('$$$stats-127.0.0.1:2113', [systemRecord('$metadata')]);
    this.#record('$users', [systemRecord('$User')]);
    this.#record('$persistentSubscriptionConfig', [systemRecord('PersistentConfig1')]);
    this.writeStatistics();
  }

  /** What a server writes for itself every half minute. */
  writeStatistics(count = 1): void {
    const records = Array.from({ length: count }, () => systemRecord('$statsCollected'));
    this.#record(statisticsStream, records);
  }

  /** As it was when it had so many records, as after a restore: nobody may be following it meanwhile. */
  cutTo(count: number): void {
    const left = this.records.splice(0, Infinity).slice(0, count);
    this.#streams.clear();
    this.#ids.clear();
    this.#keep(left);
  }

  /** Clears away what a server wrote for itself, as scavenging does. */
  scavenge(): void {
    const left = this.records.filter(({ stream }) => stream !== statisticsStream);
    this.records.splice(0, Infinity, ...left);
    this.#streams.delete(statisticsStream);
  }
}

const wrongVersion = (expected: Expected, stored: readonly StoredRecord[]): Outcome => ({
  kind: 'wrong-version',
  expected,
  actual: stored.at(-1)?.revision,
});

function successOf(last: StoredRecord | undefined): Outcome {
  if (last === undefined) throw new RangeError('Nothing was written');
  return { kind: 'success', revision: last.revision, position: last.position };
}

const sizeOf = ({ stream, type, data, meta }: Omit<StoredRecord, 'position'>): bigint =>
  BigInt(recordOverhead + stream.length + type.length + data.length + meta.length);

const systemRecord = (type: string): Proposed => ({
  id: crypto.randomUUID(),
  type,
  contentType: 'application/json',
  data: Buffer.from('{}'),
  meta: new Uint8Array(),
});
