import { expect } from 'chai';
import { formatReport, type ImportReport } from './report.js';

const report: ImportReport = {
  file: 'fines.xes',
  service: 'traffic-fine',
  authority: 'it.comune',
  fingerprint: 'f',
  rows: 10,
  cases: 3,
  commands: { Payment: 2, 'Create Fine': 3 },
  derived: { 'Add penalty': 1 },
  corrections: [
    {
      line: 7,
      case: 'A1',
      reference: 'EPX6QSNXB',
      label: 'Add penalty',
      amounts: [{ amount: 'fine', derived: 6550, stated: 6400 }],
    },
  ],
  ignored: {},
  skipped: 0,
  rejected: {
    count: 1,
    first: [{ line: 9, case: 'A2', label: 'Audit', code: 'import.row', reason: 'Unknown.' }],
    path: 'data/imports/rejected.ndjson',
  },
  events: { 'case.acted.v1': 3 },
  settled: 2,
  resumedAfter: 4,
  repeated: 1,
  seconds: 2,
  rowsPerSecond: 5,
};

describe('the closing report of an import', () => {
  const lines = formatReport(report).split('\n');

  it('says how much, into what, how fast, and what an earlier run had done', () => {
    expect(lines).to.include.members([
      '10 rows of 3 cases into traffic-fine (it.comune)',
      'in 2.0 s, 5 rows/s',
      'resumed after 4 steps',
      '1 commands had been carried out before',
      '2 cases had timers that passed after their last row',
    ]);
  });

  it('counts commands by activity and events by type', () => {
    expect(lines).to.include.members(['          3  Create Fine', '          3  case.acted.v1']);
  });

  it('lists corrections and rejected rows with their lines', () => {
    expect(lines).to.include.members([
      '  line 7, case A1 (EPX6QSNXB): fine 6550 → 6400',
      'Rejected: 1, all in data/imports/rejected.ndjson',
      '  line 9, Audit: Unknown. [import.row]',
    ]);
  });

  it('leaves out what there was none of', () => {
    expect(lines).not.to.include('Left out');
  });
});
