import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openDatabase, sqliteCode, type Connection } from '../driver.js';
import { prepareLog } from './format.js';
import { LogReader } from './log-reader.js';
import { LogWriter, type WrittenAppend } from './log-writer.js';
import { streamName } from '../../../domain/kernel/ids.js';

const append = (
  stream: string,
  expected: number,
  options: Partial<{ at: number; ids: string[]; bytes: number }> = {},
): WrittenAppend => ({
  stream,
  expected,
  at: options.at ?? 1_000,
  texts: (options.ids ?? [randomUUID()]).flatMap((id) => [
    id,
    'case.noted.v1',
    JSON.stringify('x'.repeat(options.bytes ?? 1)),
    '{}',
  ]),
});

describe('log writer', () => {
  let db: Connection;

  beforeEach(() => {
    db = openDatabase(':memory:');
    prepareLog(db, ':memory:');
  });
  afterEach(() => {
    db.close();
  });

  const counts = () =>
    db.prepare('SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM streams)').row();
  const read = (stream: string) => new LogReader(db).stream(streamName(stream), 0n, 100);

  it('takes and refuses each append of a group by itself, in order', () => {
    const writer = new LogWriter(db);
    const ids = [randomUUID(), randomUUID()];
    expect(
      writer.flush([
        append('case-1', -1, { ids }),
        append('case-1', -1),
        append('case-1', 1),
        append('case-2', 0),
        append('case-1', -1, { ids }),
        append('case-2', -1),
      ]),
    ).to.deep.equal([
      [1, 2],
      [1, 0],
      [2, 3],
      [-1, 0],
      [1, 2],
      [0, 4],
    ]);
  });

  it('knows the end of streams it has forgotten', () => {
    const writer = new LogWriter(db, 2);
    const streams = ['case-1', 'case-2', 'case-3', 'case-4'];
    writer.flush(streams.map((stream) => append(stream, -1)));
    expect(writer.flush(streams.map((stream) => append(stream, 0)))).to.deep.equal([
      [1, 5],
      [1, 6],
      [1, 7],
      [1, 8],
    ]);
    expect(counts()).to.deep.equal([8, 4]);
  });

  it('goes on where the file ends', () => {
    new LogWriter(db).flush([append('case-1', -1), append('case-2', -1)]);
    expect(new LogWriter(db).flush([append('case-2', 0), append('case-3', -1)])).to.deep.equal([
      [1, 3],
      [0, 4],
    ]);
  });

  it('never records earlier than before, when the clock goes back or the log is opened again', () => {
    new LogWriter(db).flush([
      append('case-1', -1, { at: 5_000 }),
      append('case-1', 0, { at: 3_000 }),
    ]);
    new LogWriter(db).flush([
      append('case-1', 1, { at: 4_000 }),
      append('case-1', 2, { at: 6_000 }),
    ]);
    expect(read('case-1').map(({ recordedAt }) => Date.parse(recordedAt))).to.deep.equal([
      5_000, 5_000, 5_000, 6_000,
    ]);
  });

  it('writes nothing of a group when the disk is full, and goes on when it is not', () => {
    const writer = new LogWriter(db);
    writer.flush([append('case-1', -1)]);
    const pages = Number(db.prepare('PRAGMA page_count').row()?.[0]);
    db.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const group = [
      append('case-1', 0),
      append('case-2', -1),
      append('case-1', 1, { bytes: 90_000 }),
    ];
    let error: unknown;
    try {
      writer.flush(group);
    } catch (caught) {
      error = caught;
    }
    expect(sqliteCode(error)).to.equal('SQLITE_FULL');
    expect(counts()).to.deep.equal([1, 1]);
    db.exec('PRAGMA max_page_count = 4294967294');
    expect(writer.flush(group)).to.deep.equal([
      [1, 2],
      [0, 3],
      [2, 4],
    ]);
  });

  it('lets the unique revision guard the file against a second writer', () => {
    const [one, other] = [new LogWriter(db), new LogWriter(db)];
    one.flush([append('case-1', -1)]);
    other.flush([append('case-1', 0)]);
    expect(() => one.flush([append('case-1', 0)])).to.throw(/UNIQUE/);
    expect(one.flush([append('case-1', 0)])).to.deep.equal([[1, 0]]);
  });

  it('leaves no event behind when it only tries the disk', () => {
    const writer = new LogWriter(db);
    writer.probe(1);
    writer.probe(2);
    expect(counts()).to.deep.equal([0, 0]);
  });
});
