import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { expect } from 'chai';
import { parse } from 'csv-parse';
import { root } from '../../scripts/root.js';
import { Auditor } from './auditor.js';
import { expectEqualRebuild } from './rebuilt.js';
import { charter, startCity, type Run, type RunningCity } from '../program.js';
import { sharedData } from './shared-data.js';

const mapping = join(root, 'services', 'animal-control', 'import.json');
/** After the latest target of an open case. */
const seenFrom = '2019-05-01T00:00:00Z';

interface OfficeSet {
  readonly entries: readonly {
    readonly value: {
      readonly offices: readonly {
        readonly code: string;
        readonly title: Readonly<Record<string, string>>;
        readonly parent?: string;
      }[];
    };
  }[];
}

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

  it('has each case in the queue and the department of the file', async () => {
    const set = await auditor.get<OfficeSet>('/api/reference/us.ma.boston/offices');
    const offices = new Map(
      set.entries.flatMap(({ value }) => value.offices).map((office) => [office.code, office]),
    );
    const found = new Map<string, string>();
    for await (const { aliases, office } of auditor.all('/api/cases?service=animal-control')) {
      const { title, parent } = offices.get(String(office)) ?? {};
      found.set(
        String(aliases).replace('boston-311:', ''),
        `${parent ?? ''} ${title?.['en'] ?? ''}`,
      );
    }
    const otherwise = rows.filter(
      ({ case_enquiry_id: id = '', department = '', queue = '' }) =>
        found.get(id) !== `${department} ${queue}`,
    );
    expect(otherwise.map((row) => row['case_enquiry_id'])).to.deep.equal([]);
    expect(found.size).to.equal(rows.length);
  });

  it('is rebuilt equal, document by document', async () => {
    await city.stop();
    const rebuilt = await charter(['rebuild', '--data', data]);
    expectEqualRebuild(rebuilt);
    city = await startCity(data);
  });
});
