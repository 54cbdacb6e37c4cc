import { START, type RecordedEvent } from '@eventstore/db-client';
import { beginning } from '../../commands/event-store.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Position } from '../../domain/kernel/ids.js';
import { foreignPosition } from '../event-store/foreign-position.js';
import { codeOf, faultOf, grpcStatus } from './faults.js';
import { placeOf, positionOf, startOf, type StartPlace } from './position.js';
import type { Reads } from './reads.js';
import { isEvent, recordedOf } from './records.js';

/** Events, and the last record that was looked at for them. */
export interface LogPage {
  readonly events: readonly Recorded[];
  readonly place: Position;
  /** Whether the end of the log was reached. */
  readonly end: boolean;
}

const mostRecords = 2_000;
/** Of what is read to find the last event, among records of the server. */
const fewRecords = 16;
const growth = 4;

/** Pages of the whole log without the server's own records: full ones until its end. */
export class LogPages {
  readonly #reads: Pick<Reads, 'after' | 'before'>;

  constructor(reads: Pick<Reads, 'after' | 'before'>) {
    this.#reads = reads;
  }

  /** @throws RangeError for a position that this log has not given out */
  async after(after: Position, count: number): Promise<LogPage> {
    const events: Recorded[] = [];
    let place = after;
    for (let asked = count; ; asked = Math.min(mostRecords, asked * growth)) {
      const records = await this.#recordsAfter(place, asked);
      for (const record of records) {
        if (isEvent(record)) events.push(recordedOf(record));
        if (events.length === count) return { events, place: placeIn(record), end: false };
      }
      const last = records.at(-1);
      if (last !== undefined) place = placeIn(last);
      if (records.length < asked) return { events, place, end: true };
    }
  }

  /** The last event first. @throws RangeError for a position that this log has not given out */
  async before(before: Position | undefined, count: number): Promise<readonly Recorded[]> {
    if (before === beginning) return [];
    if (before !== undefined) await this.#recordsAfter(before, 1);
    const events: Recorded[] = [];
    for await (const record of this.#backwards(before, count)) {
      if (isEvent(record)) events.push(recordedOf(record));
      if (events.length === count) break;
    }
    return events;
  }

  /** Position of the last event; `floor` was that of an event. */
  async head(floor: Position): Promise<Position> {
    let known: Position | undefined;
    for await (const record of this.#backwards(undefined, fewRecords)) {
      const position = placeIn(record);
      // A log that ends before was restored since.
      known ??= position < floor ? beginning : floor;
      if (position <= known) return known;
      if (isEvent(record)) return position;
    }
    return beginning;
  }

  /** Every record before a position, or before the end. Each read is drained, however soon the reader leaves. */
  async *#backwards(before: Position | undefined, count: number): AsyncGenerator<RecordedEvent> {
    let start: StartPlace | undefined = before && placeOf(before);
    for (let asked = count; ; asked = Math.min(mostRecords, asked * growth)) {
      const from = start;
      const records = await this.#asked(before ?? beginning, () => this.#reads.before(from, asked));
      yield* records;
      start = records.at(-1)?.position;
      if (records.length < asked) return;
    }
  }

  /** The server starts with the record at the place itself, which shows that there is one. */
  async #recordsAfter(after: Position, count: number): Promise<readonly RecordedEvent[]> {
    const start = startOf(after);
    if (start === START) return this.#asked(after, () => this.#reads.after(start, count));
    const [first, ...records] = await this.#asked(after, () => this.#reads.after(start, count + 1));
    if (first === undefined || placeIn(first) !== after) throw foreignPosition(after);
    return records;
  }

  async #asked(
    from: Position,
    read: () => Promise<readonly RecordedEvent[]>,
  ): Promise<readonly RecordedEvent[]> {
    try {
      return await read();
    } catch (error) {
      if (from !== beginning && (await this.#isForeign(error))) throw foreignPosition(from);
      throw faultOf(error);
    }
  }

  /** A position of no record fails in the words of any unknown error; then reading from the start does not. */
  async #isForeign(error: unknown): Promise<boolean> {
    if (codeOf(error) !== grpcStatus.unknown) return false;
    return this.#reads.after(START, 1).then(
      () => true,
      () => false,
    );
  }
}

const placeIn = ({ position }: RecordedEvent): Position =>
  position === undefined ? beginning : positionOf(position);
