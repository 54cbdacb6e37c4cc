import { expect } from 'chai';
import { compileMapping } from './compile.js';
import { MappingError } from './mapping-error.js';

const common = {
  service: 'repair',
  authority: 'demo',
  zone: 'UTC',
  time: 'opened',
  case: 'id',
  actor: { id: 'import', kind: 'staff', roles: ['clerk'] },
};
const xes = { ...common, kind: 'xes' };
const csv = {
  ...common,
  kind: 'csv',
  rows: [
    { do: 'command', operation: 'submit', body: { type: { column: 'kind' } } },
    { do: 'command', operation: 'act', time: 'closed', body: { action: 'close' } },
  ],
};

describe('a mapping', () => {
  it('asks rows for the columns that it names, and no others', () => {
    const { columns } = compileMapping(csv);
    expect(columns).to.have.all.keys('opened', 'closed', 'id', 'kind');
  });

  it('asks for all columns when a rule may name any', () => {
    const rows = [{ ...csv.rows[0], when: 'row.kind = "a"' }];
    expect(compileMapping({ ...csv, rows }).columns).to.equal('all');
  });

  it('knows the column of a later time only from that time', () => {
    const { knownFrom } = compileMapping({ ...csv, knownFrom: { closed: ['reason'] } });
    expect([...knownFrom]).to.have.deep.members([
      ['closed', 'closed'],
      ['reason', 'closed'],
    ]);
  });

  it('finds the steps of an activity', () => {
    const activities = { Open: [csv.rows[0]], Note: [{ do: 'ignore', reason: 'a copy' }] };
    const { stepsOf } = compileMapping({ ...xes, activities });
    expect(stepsOf('Note')).to.deep.equal([{ do: 'ignore', label: 'Note' }]);
    expect(stepsOf('Close')).to.equal(undefined);
    expect(stepsOf(undefined)).to.equal(undefined);
  });

  for (const [words, change] of [
    ['an unknown key', { extra: 1 }],
    ['an unknown zone', { zone: 'Mars/Olympus' }],
    ['an operation that cases do not have', { rows: [{ ...csv.rows[0], operation: 'delete' }] }],
    ['no steps', { rows: [] }],
    ['a rule that is none', { rows: [{ ...csv.rows[0], when: 'row.kind =' }] }],
  ] as const)
    it(`is refused with ${words}`, () => {
      expect(() => compileMapping({ ...csv, ...change })).to.throw(MappingError);
    });
});
