import { expect } from 'chai';
import fc from 'fast-check';
import type { Dispatch } from '../../../commands/dispatch.js';
import { streamName, type CommandId, type Position } from '../../../domain/kernel/ids.js';
import { ok } from '../../../domain/kernel/result.js';
import { compileMapping } from '../mapping/compile.js';
import type { RawRow } from '../read/row.js';
import { makePlan } from './plan.js';
import { takeAll } from './take-all.js';
import { takeEntry, type Outcome, type Taking } from './take-entry.js';

const common = {
  service: 'repair',
  authority: 'demo',
  zone: 'UTC',
  actor: { id: 'import', kind: 'staff', roles: ['clerk'] },
};
const command = (operation: string, body: object, rest: object = {}) => ({
  do: 'command',
  operation,
  body,
  ...rest,
});

const log = {
  ...common,
  kind: 'xes',
  time: 'at',
  case: 'case:id',
  activities: {
    Open: [
      command(
        'submit',
        { answers: { fee: { column: 'fee', as: 'integer' } } },
        {
          remember: { fee: { column: 'fee', as: 'integer' } },
        },
      ),
    ],
    Remind: [
      command(
        'act',
        { action: 'remind', input: { fee: { remembered: 'fee' }, n: { remembered: 'n' } } },
        {
          remember: { n: { rule: 'if remembered.n = null then 1 else remembered.n + 1' } },
        },
      ),
    ],
    Note: [{ do: 'ignore', reason: 'a copy of what is said elsewhere' }],
  },
};

const table = {
  ...common,
  kind: 'csv',
  time: 'opened',
  case: 'id',
  knownFrom: { closed: ['reason', 'status'] },
  rows: [
    command('submit', { summary: { column: 'reason' }, status: { rule: 'row.status' } }),
    command('comment', { comment: { column: 'reason' } }, { time: 'checked' }),
    command(
      'act',
      { action: 'close', comment: { column: 'reason' } },
      {
        time: 'closed',
        when: 'row.status = "Closed"',
      },
    ),
  ],
};

/** Carries rows out against a writing side that says yes to everything, and notes what it was asked. */
async function carriedOut(mapping: object, rows: readonly RawRow[]) {
  const compiled = compileMapping(mapping);
  async function* batches() {
    yield await Promise.resolve(rows);
  }
  const plan = await makePlan(batches(), compiled);
  const asked: Dispatch[] = [];
  const taking: Taking = {
    run: { compiled, fingerprint: 'f', columns: plan.columns },
    execute: (dispatch) => {
      asked.push(dispatch);
      return Promise.resolve(
        ok({
          commandId: '' as CommandId,
          stream: streamName(`case-${dispatch.operation === 'submit' ? 'NEW' : dispatch.target}`),
          revision: 0n,
          position: '1' as Position,
          repeated: false,
          unchanged: false,
        }),
      );
    },
    peek: () => Promise.resolve({ amounts: {}, timers: [] }),
    log: {} as Taking['log'],
  };
  const outcomes: (readonly [number, Outcome])[] = [];
  await takeAll(plan.entries, {
    window: 3,
    take: (entry) => takeEntry(taking, entry),
    onOutcome: ({ row }, outcome) => outcomes.push([row.line, outcome]),
  });
  return { plan, asked, outcomes };
}

const rowOf = (line: number, activity: string | undefined, cells: RawRow['cells']): RawRow => ({
  line,
  activity,
  cells,
});
const bodies = (asked: readonly Dispatch[]) =>
  asked.map(({ operation, occurredAt, body }) => [operation, occurredAt?.slice(0, 10), body]);

describe('rows of a log', () => {
  it('become commands in order of time, and of line where times are equal', async () => {
    const { asked } = await carriedOut(log, [
      rowOf(5, 'Remind', { 'case:id': 'A', at: '2020-01-03' }),
      rowOf(6, 'Open', { 'case:id': 'A', at: '2020-01-02', fee: '7' }),
      rowOf(7, 'Remind', { 'case:id': 'A', at: '2020-01-02' }),
    ]);
    expect(bodies(asked)).to.deep.equal([
      ['submit', '2020-01-02', { answers: { fee: 7 } }],
      ['act', '2020-01-02', { action: 'remind', input: { fee: 7 } }],
      ['act', '2020-01-03', { action: 'remind', input: { fee: 7, n: 1 } }],
    ]);
  });

  it('are rejected one by one, with line and reason, while the others go on', async () => {
    const { plan, outcomes, asked } = await carriedOut(log, [
      rowOf(1, 'Open', { 'case:id': 'A', at: '2020-01-02', fee: 'x' }),
      rowOf(2, 'Remind', { 'case:id': 'A', at: '2020-01-03' }),
      rowOf(3, 'Open', { 'case:id': 'B', at: '2020-01-04', fee: '1' }),
      rowOf(4, 'Open', { 'case:id': 'B', at: '2020-01-05', fee: '1' }),
      rowOf(5, 'Audit', { 'case:id': 'B', at: '2020-01-05' }),
      rowOf(6, 'Open', { 'case:id': 'C', at: 'tomorrow' }),
      rowOf(7, 'Open', { 'case:id': 'C' }),
      rowOf(8, 'Open', { at: '2020-01-05' }),
      { ...rowOf(9, undefined, {}), fault: 'It has 1 columns where the first line has 2.' },
    ]);
    expect(asked).to.have.length(1);
    const reasons = [
      ...plan.rejected.map(({ line, reason }) => [line, reason] as const),
      ...outcomes.flatMap(([line, outcome]) =>
        outcome.kind === 'rejected' ? [[line, outcome.reason] as const] : [],
      ),
    ];
    expect(new Map(reasons)).to.deep.equal(
      new Map([
        [1, 'Column "fee": Not a number: x'],
        [2, 'The case A has not been opened by an earlier row.'],
        [4, 'The case B has been opened by an earlier row.'],
        [5, 'The mapping does not know the activity "Audit".'],
        [6, 'Not a local date and time, like 2018-03-31T14:05: tomorrow'],
        [7, 'Column "at" has no time.'],
        [8, 'Column "case:id" names no case.'],
        [9, 'It has 1 columns where the first line has 2.'],
      ]),
    );
  });

  it('are left out and counted where the mapping says so', async () => {
    const { plan } = await carriedOut(log, [
      rowOf(1, 'Note', { 'case:id': 'A', at: '2020-01-02' }),
    ]);
    expect(plan.ignored).to.deep.equal({ Note: 1 });
  });

  it('ask for the same, whatever comes after them', async () => {
    const row = fc.record({
      activity: fc.constantFrom('Open', 'Remind'),
      key: fc.constantFrom('A', 'B'),
      day: fc.integer({ min: 1, max: 9 }),
      fee: fc.integer({ min: 0, max: 99 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 25 }), fc.nat(9), async (list, last) => {
        const rows = list.map(({ activity, key, day, fee }, index) =>
          rowOf(index + 1, activity, { 'case:id': key, at: `2020-01-0${day}`, fee: String(fee) }),
        );
        const until = (day: string) => (one: Dispatch) => (one.occurredAt ?? '') <= day;
        const day = `2020-01-0${last}T00:00:00.000Z`;
        const all = await carriedOut(log, rows);
        const some = await carriedOut(
          log,
          rows.filter(({ cells }) => `${cells['at']}T00:00:00.000Z` <= day),
        );
        const sorted = (asked: readonly Dispatch[]) =>
          asked.map((one) => JSON.stringify(bodies([one]))).sort();
        expect(sorted(all.asked.filter(until(day)))).to.deep.equal(sorted(some.asked));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a row of a table with several times', () => {
  const row = {
    id: '1',
    opened: '2020-01-01',
    checked: '2020-01-05',
    closed: '2020-01-09',
    reason: 'done',
    status: 'Closed',
  };

  it('lets nothing that was learnt later into an earlier command', async () => {
    const { asked } = await carriedOut(table, [rowOf(2, undefined, row)]);
    expect(bodies(asked)).to.deep.equal([
      ['submit', '2020-01-01', {}],
      ['comment', '2020-01-05', {}],
      ['act', '2020-01-09', { action: 'close', comment: 'done' }],
    ]);
  });

  it('lets in what had been learnt by then', async () => {
    const { asked } = await carriedOut(table, [
      rowOf(2, undefined, { ...row, checked: '2020-01-10' }),
    ]);
    expect(bodies(asked).at(-1)).to.deep.equal(['comment', '2020-01-10', { comment: 'done' }]);
  });

  it('skips steps without a time or whose condition does not hold', async () => {
    const { closed: _, ...open } = row;
    const { asked } = await carriedOut(table, [
      rowOf(2, undefined, { ...open, checked: ' ' }),
      rowOf(3, undefined, { ...row, id: '2', checked: '', status: 'Open' }),
    ]);
    expect(asked.map(({ operation }) => operation)).to.deep.equal(['submit', 'submit']);
  });

  it('gives each of its commands a key of its own', async () => {
    const { asked } = await carriedOut(table, [rowOf(2, undefined, row)]);
    expect(new Set(asked.map(({ idempotencyKey }) => idempotencyKey)).size).to.equal(3);
  });
});
