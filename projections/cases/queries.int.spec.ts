import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory, timerSet } from '../../test/given/case-story.js';
import { readModel, type ReadModel } from '../../test/given/read-model.js';
import type { Filter, PageOf } from '../read-store.js';
import type { CaseView } from './model.js';
import { casesProjection } from './project.js';
import {
  dueBetween,
  findCases,
  inSteps,
  missedAt,
  overdueAt,
  overview,
  queue,
  workload,
  workOf,
} from './queries.js';
import { caseSearchSchema } from './search.js';

const everything: Filter = { all: [] };
const person = (id: string) => ({ before: null, after: { kind: 'person', id } as const });
const due = (day: string) => ({
  timers: [timerSet('started', 'standard', `2024-01-${day}T17:00:00Z`, { standard: true })],
});
const at = (day: string) => ({ at: `2024-01-${day}T09:00:00Z` });

const stories = [
  new CaseStory('A')
    .tell(
      'case.submitted.v1',
      { ...due('10'), summary: 'Barking dogs', aliases: [{ scheme: 'crm', value: '1001' }] },
      at('01'),
    )
    .tell('case.assigned.v1', person('ravi')),
  new CaseStory('B').tell(
    'case.submitted.v1',
    { ...due('05'), places: [{ role: 'site', areas: ['ward-1'], address: 'Mall Road 4' }] },
    at('02'),
  ),
  new CaseStory('C')
    .tell('case.submitted.v1', { type: 'cats', office: 'parks', priority: 'high' }, at('03'))
    .tell('case.acted.v1')
    .tell('case.assigned.v1', person('ravi')),
  new CaseStory('D')
    .tell('case.submitted.v1', { ...due('04'), channel: 'phone' }, at('03'))
    .tell('case.closed.v1', { onTime: false, dueAt: instant('2024-01-04T17:00:00Z') }, at('06')),
  new CaseStory('E')
    .tell(
      'case.submitted.v1',
      {
        service: 'licence',
        parties: [
          { id: 'p1', role: 'applicant', kind: 'person', identity: 'none', person: 'meera' },
        ],
      },
      at('04'),
    )
    .tell('case.resolved.v1', { service: 'licence', onTime: true, outcome: 'granted' }, at('05')),
];

describe('queries over cases', () => {
  let model: ReadModel<CaseView>;
  before(async () => {
    model = await readModel(
      casesProjection,
      stories.flatMap(({ events }) => events),
    );
  });
  after(() => model.store.close());

  const ids = ({ items }: PageOf<CaseView>) => items.map(({ _id }) => _id).join('');
  const idsOf = async (filter: Filter) => ids(await model.collection.find(filter, []));
  const search = async (input: object) =>
    ids(
      await findCases(model.collection, everything, {
        search: caseSearchSchema.parse(input),
        sort: 'oldest',
      }),
    );

  const searches: readonly (readonly [object, string])[] = [
    [{}, 'ABCDE'],
    [{ service: ['licence'] }, 'E'],
    [{ type: ['cats'] }, 'C'],
    [{ state: ['working'], status: ['open'] }, 'C'],
    [{ status: ['resolved', 'closed'] }, 'DE'],
    [{ outcome: ['granted'] }, 'E'],
    [{ office: ['parks'] }, 'C'],
    [{ assignee: ['ravi'] }, 'AC'],
    [{ assigned: false, status: ['open'] }, 'B'],
    [{ assigned: true }, 'AC'],
    [{ area: ['ward-1'] }, 'B'],
    [{ alias: ['crm:1001'] }, 'A'],
    [{ party: ['meera'] }, 'E'],
    [{ priority: ['high'] }, 'C'],
    [{ channel: ['phone'] }, 'D'],
    [{ onTime: true }, 'E'],
    [{ openedFrom: '2024-01-02T09:00:00Z', openedBefore: '2024-01-03T09:00:00Z' }, 'B'],
    [{ dueBefore: '2024-01-06T00:00:00Z' }, 'BD'],
    [{ closedFrom: '2024-01-01T00:00:00Z' }, 'D'],
    [{ updatedFrom: '2024-01-05T00:00:00Z' }, 'DE'],
    [{ text: 'dogs bark' }, 'A'],
    [{ text: 'mall' }, 'B'],
    [{ text: '1001' }, 'A'],
    [{ text: 'e' }, 'E'],
  ];
  for (const [input, expected] of searches)
    it(`finds ${expected} by ${JSON.stringify(input)}`, async () =>
      expect(await search(input)).to.equal(expected));

  it('shows nothing beyond what is visible', async () => {
    const visible: Filter = { field: 'office', eq: 'parks' };
    const page = await findCases(model.collection, visible, { search: {} });
    expect(ids(page)).to.equal('C');
  });

  it('has the most urgent open work of an office on top, without what is taken', async () => {
    const animals = { offices: ['animals'] };
    expect(ids(await queue(model.collection, everything, animals))).to.equal('B');
    expect(
      ids(await queue(model.collection, everything, { ...animals, alsoTaken: true })),
    ).to.equal('BA');
    expect(ids(await queue(model.collection, everything, { alsoTaken: true }))).to.equal('BAC');
  });

  it('has the queue of a role: cases in states that are its business', async () => {
    const steps = [{ service: 'complaint', states: ['working'] }];
    expect(ids(await queue(model.collection, everything, { steps, alsoTaken: true }))).to.equal(
      'C',
    );
    expect(await idsOf(inSteps([]))).to.equal('');
  });

  it("has a person's work, the most urgent on top, then what has no due time", async () =>
    expect(ids(await workOf(model.collection, everything, 'ravi'))).to.equal('AC'));

  it('knows what is overdue and due soon at a moment, without storing it', async () => {
    expect(await idsOf(overdueAt(instant('2024-01-05T17:00:00Z')))).to.equal('');
    expect(await idsOf(overdueAt(instant('2024-01-05T17:00:00.001Z')))).to.equal('B');
    expect(
      await idsOf(dueBetween(instant('2024-01-06T00:00:00Z'), instant('2024-01-11T00:00:00Z'))),
    ).to.equal('A');
    expect(await idsOf(missedAt(instant('2024-01-12T00:00:00Z')))).to.equal('ABD');
  });

  it('gives an overview of open work', async () => {
    const times = { now: instant('2024-01-06T00:00:00Z'), soon: instant('2024-01-11T00:00:00Z') };
    expect(await overview(model.collection, everything, 'office', times)).to.deep.equal([
      { of: 'animals', open: 2, overdue: 1, dueSoon: 1, waiting: 1 },
      { of: 'parks', open: 1, overdue: 0, dueSoon: 0, waiting: 0 },
    ]);
  });

  it('gives the workload of each assignee, also of more than a filter may name', async () => {
    const many = Array.from({ length: 600 }, (_, index) => `staff-${index}`);
    const loads = await workload(model.collection, [...many, 'ravi']);
    expect(Object.keys(loads)).to.have.length(601);
    expect([loads['ravi'], loads['staff-1']]).to.deep.equal([2, 0]);
  });
});
