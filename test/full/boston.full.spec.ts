import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { expect } from 'chai';
import { parse } from 'csv-parse';
import { root } from '../../scripts/root.js';
import { Auditor } from './auditor.js';
import { charter, startCity, type Run, type RunningCity } from '../program.js';
import { sharedData } from './shared-data.js';

const mapping = join(root, 'services', 'animal-control', 'import.json');
/** After the latest target of an open case. */
const seenFrom = '2019-05-01T00:00:00Z';

type Row = Readonly<Record<string, string>>;

async function readRows(file: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const parser = createReadStream(file)
    .pipe(createGunzip())
    .pipe(parse({ columns: true, bom: true }));
  for await (const row of parser) rows.push(row as Row);
  return rows;
}

const flagOf = ({ case_status: status, on_time: flag }: Row): string => `${status} ${flag}`;

describe('7,872 animal and pest cases of Boston, lived through again', function () {
  this.timeout(300_000);
  const file = sharedData('boston-311-2018.csv.gz');
  let [folder, data] = ['', ''];
  let rows: readonly Row[];
  let run: Run;
  let city: RunningCity;
  let auditor: Auditor;

  before(async function () {
    if (file === undefined) return this.skip();
    folder = mkdtempSync(join(tmpdir(), 'charter-boston-'));
    data = join(folder, 'data');
    rows = await readRows(file);
    run = await charter(['import', 'csv', file, '--mapping', mapping, '--data', data]);
    city = await startCity(data);
    auditor = await Auditor.of(city, data, 'us.ma.boston');
  });
  after(async () => {
    if (folder === '') return;
    await city.stop();
    rmSync(folder, { recursive: true });
  });

  it('ends with every row taken', () => {
    expect(run.code, run.errors).to.equal(0);
    expect(run.output).to.contain('Rejected: 0');
  });

  it('has each case’s flag from its events and due time alone, seen as of 2019-05-01', async () => {
    const flags = new Map<string, string>();
    for await (const item of auditor.all('/api/cases?service=animal-control')) {
      const number = String(item['aliases']).replace('boston-311:', '');
      const { status, onTime, dueAt } = item;
      const late =
        status === 'open' ? typeof dueAt === 'string' && dueAt < seenFrom : onTime === false;
      flags.set(number, `${status === 'open' ? 'Open' : 'Closed'} ${late ? 'OVERDUE' : 'ONTIME'}`);
    }
    expect(flags.size).to.equal(rows.length);
    const otherwise = rows.filter((row) => flags.get(row['case_enquiry_id'] ?? '') !== flagOf(row));
    expect(otherwise.map((row) => row['case_enquiry_id'])).to.deep.equal([]);
  });

  it('has queues as in the file', async () => {
    const groups = await auditor.query({
      model: 'cases',
      filter: { field: 'service', eq: 'animal-control' },
      groupBy: [{ field: 'office' }],
      measures: [{ as: 'cases', op: 'count' }],
    });
    const sizes = (list: readonly number[]): readonly number[] => [...list].sort((a, b) => a - b);
    const inFile = new Map<string, number>();
    for (const { queue = '' } of rows) inFile.set(queue, (inFile.get(queue) ?? 0) + 1);
    expect(sizes(groups.map(({ cases }) => Number(cases)))).to.deep.equal(
      sizes([...inFile.values()]),
    );
  });

  it('is rebuilt equal, document by document', async () => {
    await city.stop();
    const rebuilt = await charter(['rebuild', '--data', data]);
    expect(rebuilt.code, rebuilt.output + rebuilt.errors).to.equal(0);
    city = await startCity(data);
  });
});
