import { expect } from 'chai';
import fc from 'fast-check';
import { readCsv } from './csv.js';
import { SourceError, type RawRow } from './row.js';
import { readXes } from './xes.js';

async function* chunks(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size)
    yield await Promise.resolve(text.slice(at, at + size));
}

async function all(rows: AsyncIterable<readonly RawRow[]>): Promise<readonly RawRow[]> {
  const list: RawRow[] = [];
  for await (const batch of rows) list.push(...batch);
  return list;
}

const xes = (text: string, columns: ReadonlySet<string> | 'all' = 'all', size = 1000) =>
  all(readXes(chunks(text, size), { columns, activity: 'concept:name' }));
const csv = (text: string, columns: ReadonlySet<string> | 'all' = 'all', size = 1000) =>
  all(readCsv(chunks(text, size), { columns, delimiter: ',' }));

const log = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment with <event> -->
<log xes.version="1.0">
  <extension name="Concept" prefix="concept" uri="u"/>
  <global scope="event"><string key="concept:name" value="UNKNOWN"/></global>
  <string key="source" value="police"/>
  <trace>
    <string key="concept:name" value="A1"/>
    <event>
      <string key="concept:name" value="Create &amp; send"/>
      <float key="amount" value="35.0"><string key="unit" value="EUR"/></float>
      <list key="parts"><string key="amount" value="no"/></list>
      <date key="time:timestamp" value="2006-07-24T00:00:00+02:00"/>
    </event>
    <event><string key="concept:name" value="Pay"/></event>
  </trace>
  <trace><event><string key="concept:name" value="Pay"/></event></trace>
</log>`;

describe('an XES log', () => {
  it('gives events with their attributes and those of their trace', async () => {
    const [first] = await xes(log);
    expect(first).to.deep.equal({
      line: 9,
      activity: 'Create & send',
      cells: {
        'case:concept:name': 'A1',
        'concept:name': 'Create & send',
        amount: '35.0',
        'time:timestamp': '2006-07-24T00:00:00+02:00',
      },
    });
  });

  it('gives nothing of one trace to the next', async () => {
    const rows = await xes(log);
    expect(rows.map(({ cells }) => cells['case:concept:name'])).to.deep.equal([
      'A1',
      'A1',
      undefined,
    ]);
  });

  it('keeps only the columns asked for, and the activity', async () => {
    const [first] = await xes(log, new Set(['amount']));
    expect(first?.cells).to.deep.equal({ amount: '35.0' });
    expect(first?.activity).to.equal('Create & send');
  });

  it('is the same however it is cut into chunks', async () => {
    const whole = await xes(log);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 60 }), async (size) => {
        expect(await xes(log, 'all', size)).to.deep.equal(whole);
      }),
      { numRuns: 20 },
    );
  });

  for (const [words, text] of [
    ['ends too early', log.slice(0, -40)],
    ['closes what is not open', log.replace('</event>', '</trace>')],
    ['is no XML', 'case;activity;time'],
  ] as const)
    it(`is refused when it ${words}`, async () => {
      const error = await xes(text).catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(SourceError);
    });
});

describe('a CSV file', () => {
  const table = '\uFEFFid,reason,closed\r\n1,"a, ""b""\r\nc",\r\n\r\n2, ,x\r\n';

  it('gives records with quotes, commas and lines within, and where each begins', async () => {
    expect(await csv(table)).to.deep.equal([
      { line: 2, activity: undefined, cells: { id: '1', reason: 'a, "b"\r\nc' } },
      { line: 5, activity: undefined, cells: { id: '2', reason: ' ', closed: 'x' } },
    ]);
  });

  it('is the same however it is cut into chunks', async () => {
    const whole = await csv(table);
    for (const size of [1, 2, 3, 7]) expect(await csv(table, 'all', size)).to.deep.equal(whole);
  });

  it('keeps only the columns asked for', async () => {
    const rows = await csv(table, new Set(['id']));
    expect(rows.map(({ cells }) => cells)).to.deep.equal([{ id: '1' }, { id: '2' }]);
  });

  it('gives a record of another length as a row with a fault', async () => {
    const [row] = await csv('a,b\n1\n');
    expect(row?.fault).to.equal('It has 1 columns where the first line has 2.');
  });

  for (const [words, text] of [
    ['lacks a column that is asked for', 'b\n1\n'],
    ['names a column twice', 'a,b,a\n1,2,3\n'],
    ['has a quote that does not end', 'a,b\n1,"2\n'],
  ] as const)
    it(`is refused when it ${words}`, async () => {
      const error = await csv(text, new Set(['a'])).catch((cause: unknown) => cause);
      expect(error).to.be.instanceOf(SourceError);
    });
});
