import type { Recorded } from '../../../domain/kernel/envelope.js';
import type { Position, StreamName } from '../../../domain/kernel/ids.js';
import { fromEpochMilliseconds, type Instant } from '../../../domain/kernel/instant.js';
import { foreignPosition } from '../../event-store/foreign-position.js';
import type { Connection, SqlRow, Statement } from '../driver.js';
import { positionOf, rowOf } from './format.js';

const eventColumns = 'e.pos, e.rev, e.at, e.id, e.type, e.data, e.meta';
// CROSS JOIN keeps the planner from starting with the streams and sorting the whole log.
const fromLog = `SELECT ${eventColumns}, s.name FROM events e CROSS JOIN streams s ON s.id = e.sid`;

/** Reads pages of events, each with a query of its own that ends before it returns. */
export class LogReader {
  readonly #stream: Statement;
  readonly #after: Statement;
  readonly #before: Statement;
  readonly #last: Statement;
  #recorded: { readonly at: unknown; readonly instant: Instant } | undefined;

  constructor(connection: Connection) {
    this.#stream = connection.prepare(
      `SELECT ${eventColumns} FROM streams s CROSS JOIN events e ON e.sid = s.id
       WHERE s.name = ? AND e.rev >= ? ORDER BY e.rev LIMIT ?`,
    );
    this.#after = connection.prepare(`${fromLog} WHERE e.pos > ? ORDER BY e.pos LIMIT ?`);
    this.#before = connection.prepare(`${fromLog} WHERE e.pos < ? ORDER BY e.pos DESC LIMIT ?`);
    this.#last = connection.prepare('SELECT max(pos) FROM events');
  }

  /** Events of a stream from a revision on. */
  stream(stream: StreamName, from: bigint, count: number): Recorded[] {
    return this.#stream.rows(stream, from, count).map((row) => this.#event(row, stream));
  }

  /** Events of the log after a position. */
  after(position: Position, count: number): Recorded[] {
    const rows = this.#after.rows(rowOf(position), count);
    if (rows.length === 0) this.#assertGivenOut(position);
    return this.#events(rows);
  }

  /** Events of the log before a position, or before its end, the last one first. */
  before(position: Position | undefined, count: number): Recorded[] {
    if (position !== undefined) this.#assertGivenOut(position);
    const row = position === undefined ? Number.MAX_SAFE_INTEGER : rowOf(position);
    return this.#events(this.#before.rows(row, count));
  }

  head(): Position {
    return positionOf(Number(this.#last.row()?.[0] ?? 0));
  }

  #assertGivenOut(position: Position): void {
    if (rowOf(position) > rowOf(this.head())) throw foreignPosition(position);
  }

  #events(rows: readonly SqlRow[]): Recorded[] {
    return rows.map((row) => this.#event(row, row[7] as StreamName));
  }

  #event(row: SqlRow, stream: StreamName): Recorded {
    const [pos, rev, at, id, type, data, meta] = row as StoredEvent;
    return {
      stream,
      revision: BigInt(rev),
      position: positionOf(pos),
      id,
      type,
      data: JSON.parse(data) as Recorded['data'],
      meta: JSON.parse(meta) as Recorded['meta'],
      recordedAt: this.#instant(at),
    };
  }

  /** Events of one group share their time, so the last one turned to text is kept. */
  #instant(at: number): Instant {
    if (this.#recorded?.at !== at) this.#recorded = { at, instant: fromEpochMilliseconds(at) };
    return this.#recorded.instant;
  }
}

type StoredEvent = readonly [
  pos: number,
  rev: number,
  at: number,
  id: Recorded['id'],
  type: string,
  data: string,
  meta: string,
];
