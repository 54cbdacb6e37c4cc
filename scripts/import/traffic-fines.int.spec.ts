import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import { systemClock } from '../../commands/ports/clock.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import { everyEvent, importCity, isCase } from '../../test/import/import-city.js';
import { root } from '../root.js';
import { importXes, type ImportReport } from './index.js';
import { readMapping } from './mapping/compile.js';
import { toMinorUnits } from './mapping/convert.js';
import type { RawRow } from './read/row.js';
import { openSource } from './read/source.js';
import { readXes } from './read/xes.js';

const file = join(root, 'test', 'fixtures', 'road-traffic-fines-sample.xes.gz');
const mapping = join(root, 'services', 'traffic-fine', 'import.json');

const cents = (text: string | undefined): number => toMinorUnits(text ?? '0', 2);

async function readSample(): Promise<readonly RawRow[]> {
  const rows: RawRow[] = [];
  const { text } = await openSource(file);
  for await (const batch of readXes(text, { columns: 'all', activity: 'concept:name' }))
    rows.push(...batch);
  return rows;
}

type Data = Readonly<Record<string, unknown>> & {
  readonly amounts?: readonly { readonly amount: string; readonly after: number }[];
  readonly aliases?: readonly { readonly value: string }[];
  readonly action?: string;
};
const dataOf = (event: Recorded): Data => event.data as Data;

/** Stream → last value of an amount. */
function inTheEnd(events: readonly Recorded[], amount: string): number {
  const values = new Map<string, number>();
  for (const event of events)
    for (const change of dataOf(event).amounts ?? [])
      if (change.amount === amount) values.set(event.stream, change.after);
  return [...values.values()].reduce((sum, value) => sum + value, 0);
}

describe('fines of the sample, lived through again', () => {
  let rows: readonly RawRow[];
  let report: ImportReport;
  let events: readonly Recorded[];
  let folder = '';

  before(async function () {
    this.timeout(30_000);
    folder = await mkdtemp(join(tmpdir(), 'charter-import-'));
    rows = await readSample();
    const store = createMemoryEventStore({ now: systemClock.now });
    report = await importXes(file, { mapping }, importCity(store, folder));
    events = (await everyEvent(store)).filter(isCase);
  });
  after(() => rm(folder, { recursive: true }));

  const of = (activity: string): readonly RawRow[] =>
    rows.filter((row) => row.activity === activity);
  const acted = (action: string): readonly Recorded[] =>
    events.filter((event) => dataOf(event).action === action);

  it('open every case, take every row, and derive every penalty on its day', () => {
    expect(report).to.include({ rows: rows.length, cases: 464 });
    expect(report.rejected).to.include({ count: 0 });
    for (const [action, activity] of Object.entries({
      'send-fine': 'Send Fine',
      'insert-fine-notification': 'Insert Fine Notification',
      payment: 'Payment',
      'insert-date-appeal-to-prefecture': 'Insert Date Appeal to Prefecture',
      'send-appeal-to-prefecture': 'Send Appeal to Prefecture',
      'receive-result-appeal-from-prefecture': 'Receive Result Appeal from Prefecture',
      'notify-result-appeal-to-offender': 'Notify Result Appeal to Offender',
      'appeal-to-judge': 'Appeal to Judge',
      'send-for-credit-collection': 'Send for Credit Collection',
    }))
      expect(acted(action), action).to.have.length(of(activity).length);

    const aliases = new Map(
      events
        .filter(({ type }) => type === 'case.submitted.v1')
        .map((event) => [event.stream, dataOf(event).aliases?.[0]?.value] as const),
    );
    const derived = events
      .filter(({ type }) => type === 'case.timer-passed.v1')
      .map(({ stream, meta }) => `${aliases.get(stream)} ${meta.occurredAt}`);
    const stated = of('Add penalty').map(
      ({ cells }) =>
        `${cells['case:concept:name']} ${new Date(cells['time:timestamp'] ?? '').toISOString()}`,
    );
    expect([...derived].sort()).to.deep.equal([...stated].sort());
    const byRule = events.filter(({ meta }) => meta.origin === 'policy');
    expect(new Set(byRule.map(({ meta }) => meta.rule?.rule))).to.deep.equal(
      new Set(['timer/penalty']),
    );
  });

  it('come to the sums of the log, to the cent', () => {
    const last = new Map<string, number>();
    for (const { cells } of rows)
      if (cells['amount'] !== undefined)
        last.set(cells['case:concept:name'] ?? '', cents(cells['amount']));
    const sum = (column: string): number =>
      rows.reduce((total, { cells }) => total + cents(cells[column]), 0);
    expect(inTheEnd(events, 'paid')).to.equal(sum('paymentAmount'));
    expect(inTheEnd(events, 'expense')).to.equal(sum('expense'));
    expect(inTheEnd(events, 'fine')).to.equal([...last.values()].reduce((a, b) => a + b, 0));
  });

  it('import the penalties that the tariff does not explain as corrections, and list them', () => {
    expect(report.corrections.map(({ case: key }) => key)).to.include('C14097');
    expect(acted('correct-penalty')).to.have.length(report.corrections.length);
    expect(report.corrections).to.have.length(5);
    expect(report.derived).to.deep.equal({
      'Add penalty': of('Add penalty').length - report.corrections.length,
    });
  });

  it('bring every command with its own time, channel and origin', async () => {
    const { compiled } = await readMapping(mapping, 'xes');
    for (const { meta } of events.filter(({ meta: { origin } }) => origin !== 'policy')) {
      expect(meta.origin).to.equal('import');
      expect(meta.channel).to.equal('import');
      expect(meta.authority).to.equal(compiled.mapping.authority);
    }
    const times = new Set(
      rows.map(({ cells }) => new Date(cells['time:timestamp'] ?? '').toISOString()),
    );
    expect(events.filter(({ meta }) => !times.has(meta.occurredAt))).to.be.empty;
  });
});
