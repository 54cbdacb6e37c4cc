import { LRUCache } from 'lru-cache';
import type { Connection, Statement } from '../driver.js';

/** One append as it travels to the writer's thread: flat, since texts are cheap to hand over and objects are not. */
export interface WrittenAppend {
  readonly stream: string;
  /** Last revision expected; −1 for none. */
  readonly expected: number;
  /** When the store took it, in milliseconds since 1970. */
  readonly at: number;
  /** Id, type, data and metadata of each event, one after the other. */
  readonly texts: readonly string[];
}

/** What became of one append: its last revision and row, or the stream's last revision and row 0 for a conflict. */
export type Outcome = readonly [revision: number, row: number];

interface Head {
  readonly sid: number;
  revision: number;
}

const textsPerEvent = 4;
const defaultCachedHeads = 100_000;

/** Writes groups of appends, each group in one transaction and with one flush to the disk. */
export class LogWriter {
  readonly #connection: Connection;
  readonly #heads: LRUCache<string, Head>;
  readonly #insertEvent: Statement;
  readonly #insertStream: Statement;
  readonly #selectStream: Statement;
  readonly #selectRevision: Statement;
  readonly #selectIds: Statement;
  readonly #touch: Statement;
  /** Whether what follows is as the file says; not after a failure, when memory may be ahead of it. */
  #loaded = false;
  #lastRow = 0;
  #lastSid = 0;
  #lastAt = 0;

  constructor(connection: Connection, cachedHeads = defaultCachedHeads) {
    this.#connection = connection;
    this.#heads = new LRUCache({ max: cachedHeads });
    const prepare = (sql: string) => connection.prepare(sql);
    this.#insertEvent = prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
    this.#insertStream = prepare('INSERT INTO streams VALUES (?, ?)');
    this.#selectStream = prepare('SELECT id FROM streams WHERE name = ?');
    this.#selectRevision = prepare('SELECT max(rev) FROM events WHERE sid = ?');
    this.#selectIds = prepare(
      'SELECT id, pos FROM events WHERE sid = ? AND rev BETWEEN ? AND ? ORDER BY rev',
    );
    this.#touch = prepare(`REPLACE INTO settings VALUES ('flushed', ?)`);
  }

  /**
   * Writes a group durably: each append is taken or refused by itself, all that were taken are
   * there when this returns. An append sees those before it in its group.
   *
   * @throws whatever SQLite throws; then nothing of the group was written.
   */
  flush(group: readonly WrittenAppend[]): Outcome[] {
    return this.#written(() => group.map((append) => this.#take(append)));
  }

  /** Writes and flushes something that is no event, to see whether the disk takes it. @throws as `flush` */
  probe(at: number): void {
    this.#written(() => this.#touch.run(String(at)));
  }

  #written<T>(work: () => T): T {
    try {
      return this.#connection.transaction(() => {
        if (!this.#loaded) this.#load();
        return work();
      });
    } catch (error) {
      this.#loaded = false;
      throw error;
    }
  }

  #load(): void {
    this.#heads.clear();
    const last = this.#connection
      .prepare('SELECT pos, at FROM events ORDER BY pos DESC LIMIT 1')
      .row();
    this.#lastRow = Number(last?.[0] ?? 0);
    this.#lastAt = Number(last?.[1] ?? 0);
    const sid = this.#connection.prepare('SELECT max(id) FROM streams').row();
    this.#lastSid = Number(sid?.[0] ?? 0);
    this.#loaded = true;
  }

  #take(append: WrittenAppend): Outcome {
    const head = this.#headOf(append.stream);
    const revision = head?.revision ?? -1;
    if (append.expected === revision) return this.#insert(append, head ?? this.#newStream(append));
    const repeated = head === undefined ? undefined : this.#repeated(append, head);
    return repeated ?? [revision, 0];
  }

  #headOf(stream: string): Head | undefined {
    const cached = this.#heads.get(stream);
    if (cached !== undefined) return cached;
    const sid = this.#selectStream.row(stream)?.[0];
    if (sid === undefined) return undefined;
    const head = { sid: Number(sid), revision: Number(this.#selectRevision.row(sid)?.[0] ?? -1) };
    this.#heads.set(stream, head);
    return head;
  }

  #newStream({ stream }: WrittenAppend): Head {
    const head = { sid: ++this.#lastSid, revision: -1 };
    this.#insertStream.run(head.sid, stream);
    this.#heads.set(stream, head);
    return head;
  }

  #insert({ texts, at }: WrittenAppend, head: Head): Outcome {
    // A clock may be set back; what was recorded later must not seem earlier.
    this.#lastAt = Math.max(this.#lastAt, at);
    for (let at = 0; at < texts.length; at += textsPerEvent)
      this.#insertEvent.run(
        ++this.#lastRow,
        head.sid,
        ++head.revision,
        this.#lastAt,
        ...texts.slice(at, at + textsPerEvent),
      );
    return [head.revision, this.#lastRow];
  }

  /** The result of an append whose events are stored already, right after the revision it expected. */
  #repeated({ expected, texts }: WrittenAppend, head: Head): Outcome | undefined {
    const count = texts.length / textsPerEvent;
    const last = expected + count;
    if (last > head.revision) return undefined;
    const stored = this.#selectIds.rows(head.sid, expected + 1, last);
    const same = stored.every(([id], index) => id === texts[index * textsPerEvent]);
    const row = stored.at(-1)?.[1];
    return same && stored.length === count ? [last, Number(row)] : undefined;
  }
}
