import { expect } from 'chai';
import { CaseStory, clerk } from '../../test/given/case-story.js';
import { readModel, type ReadModel } from '../../test/given/read-model.js';
import type { Filter } from '../read-store.js';
import type { EventView } from './model.js';
import { eventsProjection } from './project.js';
import { eventSearchSchema, findEvents } from './queries.js';

const everything: Filter = { all: [] };
const pay = (before: number, after: number) => ({
  action: 'pay',
  amounts: [{ amount: 'paid', before, after }],
});

describe('queries over events', () => {
  let model: ReadModel<EventView>;
  before(async () => {
    const first = new CaseStory('A')
      .tell('case.submitted.v1')
      .tell('case.acted.v1', pay(0, 500), { actor: { ...clerk, id: 'other' } })
      .tell('case.acted.v1', pay(500, 600));
    const second = new CaseStory('AB')
      .tell('case.submitted.v1', {}, { at: '2024-02-01T09:00:00Z', origin: 'import' })
      .tell('case.acted.v1', { ...pay(0, 40), service: 'licence' });
    model = await readModel(eventsProjection, [...second.events, ...first.events]);
  });
  after(() => model.store.close());

  const search = async (input: object) =>
    (await findEvents(model.collection, everything, eventSearchSchema.parse(input))).items.map(
      ({ _id }) => _id,
    );

  it('lists one stream in its order, and no other that begins alike', async () =>
    expect(await search({ stream: 'case-A' })).to.deep.equal([
      'case-A/000000000',
      'case-A/000000001',
      'case-A/000000002',
    ]));

  it('lists the newest first otherwise', async () =>
    expect((await search({}))[0]).to.equal('case-AB/000000001'));

  const searches: readonly (readonly [object, number])[] = [
    [{ actor: ['other'] }, 1],
    [{ actorKind: ['staff'] }, 5],
    [{ type: ['case.submitted.v1'] }, 2],
    [{ activity: ['pay'], service: ['complaint'] }, 2],
    [{ origin: ['import'] }, 1],
    [{ reference: ['AB'] }, 2],
    [{ correlation: ['conversation-A'] }, 3],
    [{ command: ['00000000-0000-5000-8000-ffffffffffff'] }, 0],
    [{ office: ['animals'] }, 0],
    [{ from: '2024-01-15T00:00:00Z' }, 2],
    [{ before: '2024-01-15T00:00:00Z' }, 3],
  ];
  for (const [input, expected] of searches)
    it(`finds ${expected} by ${JSON.stringify(input)}`, async () =>
      expect(await search(input)).to.have.length(expected));

  it('adds up what amounts changed by', async () => {
    const { rows } = await model.collection.aggregate({
      groupBy: [{ field: 'service' }],
      measures: [{ as: 'paid', op: 'sum', field: 'changes.paid' }],
    });
    expect(rows).to.deep.equal([
      { service: 'complaint', paid: 600 },
      { service: 'licence', paid: 40 },
    ]);
  });
});
