import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { localDate } from '../../domain/kernel/calendar/index.js';
import { root } from '../../scripts/root.js';
import { headIn } from '../import/folder.js';
import { Auditor, counts } from './auditor.js';
import { readFinesLog, type FinesLog } from './fines-log.js';
import { charter, startCity, type Run, type RunningCity } from '../program.js';
import { expectEqualRebuild } from './rebuilt.js';
import { sharedData } from './shared-data.js';

const mapping = join(root, 'services', 'traffic-fine', 'import.json');
const service = { field: 'service', eq: 'traffic-fine' } as const;

/** Activity of the log → what the read models call it. */
const names = {
  'Create Fine': 'submitted',
  'Send Fine': 'send-fine',
  'Insert Fine Notification': 'insert-fine-notification',
  'Add penalty': 'penalty',
  Payment: 'payment',
  'Send for Credit Collection': 'send-for-credit-collection',
  'Insert Date Appeal to Prefecture': 'insert-date-appeal-to-prefecture',
  'Send Appeal to Prefecture': 'send-appeal-to-prefecture',
  'Receive Result Appeal from Prefecture': 'receive-result-appeal-from-prefecture',
  'Notify Result Appeal to Offender': 'notify-result-appeal-to-offender',
  'Appeal to Judge': 'appeal-to-judge',
} as const;

const importOf = (file: string, data: string): readonly string[] => [
  ...['import', 'xes', file, '--mapping', mapping],
  ...['--data', data],
];

/** What a report counts, without how long it took. */
const countsOf = ({ output }: Run): string => output.slice(output.indexOf('Commands'));

/** Seconds; a busy machine may be given more by FULL_IMPORT_SECONDS. */
const longestImport = Number(process.env['FULL_IMPORT_SECONDS'] ?? 120);

describe('150,370 fines of the Italian police, lived through again', function () {
  this.timeout(900_000);
  const file = sharedData('road-traffic-fines.xes.gz');
  let [folder, data] = ['', ''];
  let log: FinesLog;
  let run: Run;
  let city: RunningCity;
  let auditor: Auditor;

  before(async function () {
    if (file === undefined) return this.skip();
    folder = mkdtempSync(join(tmpdir(), 'charter-fines-'));
    data = join(folder, 'data');
    log = await readFinesLog(file);
    run = await charter(importOf(file, data));
    process.stdout.write(`\n  import of the fines: ${run.seconds.toFixed(1)} s\n`);
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  it('ends with every row taken, without one rejected', () => {
    expect(run.errors).not.to.match(/error/i);
    expect(run.code).to.equal(0);
    expect(run.output).to.contain('150370 cases').and.to.contain('Rejected: 0');
  });

  it('takes no more than two minutes on two idle cores', () => {
    expect(run.seconds).to.be.below(longestImport);
  });

  describe('read over HTTP', () => {
    before(async () => {
      city = await startCity(data);
      auditor = await Auditor.of(city, data, 'it.comune');
    });
    after(() => city.stop());

    it('has the log’s number of cases', async () => {
      const [row] = await auditor.query({
        model: 'cases',
        filter: service,
        measures: [{ as: 'cases', op: 'count' }],
      });
      expect(row).to.deep.equal({ cases: log.cases });
    });

    it('has the log’s number of each activity, the derived penalties included', async () => {
      const rows = await auditor.query({
        model: 'events',
        filter: service,
        groupBy: [{ field: 'activity' }],
        measures: [{ as: 'events', op: 'count' }],
      });
      const found = counts(rows, 'activity', 'events');
      for (const [activity, name] of Object.entries(names))
        expect(found[name], activity).to.equal(log.activities[activity]);
    });

    it('has the log’s sums of payments, expenses and final fines', async () => {
      const sum = (amount: string) => ({ as: amount, op: 'sum', field: `amounts.${amount}` });
      const [row] = await auditor.query({
        model: 'cases',
        filter: service,
        measures: [sum('paid'), sum('expense'), sum('fine')],
      });
      expect(row).to.deep.equal({ paid: log.paid, expense: log.expense, fine: log.fine });
    });

    it('has every penalty on the same case and day as the log, derived by policy', async () => {
      const numbers = new Map<string, string>();
      for await (const { reference, aliases } of auditor.all('/api/cases?service=traffic-fine'))
        numbers.set(String(reference), String(aliases).replace('fines-log:', ''));
      const days = new Map<string, string>();
      const path = '/api/events?service=traffic-fine&type=case.timer-passed.v1';
      for await (const { reference, occurredAt, origin } of auditor.all(path)) {
        expect(origin).to.equal('policy');
        const day = localDate(instant(String(occurredAt)), 'Europe/Rome');
        days.set(numbers.get(String(reference)) ?? '', day);
      }
      expect(days.size).to.equal(log.penalties.size);
      const elsewhere = [...log.penalties].filter(([name, day]) => days.get(name) !== day);
      expect(elsewhere).to.deep.equal([]);
    });
  });

  it('imports nothing twice when it is started again', async function () {
    if (file === undefined) return this.skip();
    const head = await headIn(data);
    const again = await charter([...importOf(file, data), '--no-publish']);
    expect(again.code, again.errors).to.equal(0);
    expect(await headIn(data)).to.equal(head);
    expect(again.output).to.match(/^resumed after [1-9]\d{5} steps$/m);
    expect(countsOf(again)).to.equal(countsOf(run));
    expect(countsOf(again))
      .to.match(/^ +150370 {2}Create Fine$/m)
      .and.to.match(/^Rejected: 0$/m);
  });

  it('is rebuilt equal, document by document', async () => {
    const rebuilt = await charter(['rebuild', '--data', data]);
    process.stdout.write(`\n  rebuild with comparison: ${rebuilt.seconds.toFixed(1)} s\n`);
    expectEqualRebuild(rebuilt);
  });
});
