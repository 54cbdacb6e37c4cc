import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory } from '../../test/given/case-story.js';
import { readModel, type ReadModel } from '../../test/given/read-model.js';
import { limits } from '../query/limits.js';
import type { Filter } from '../read-store.js';
import type { ServiceLevelView } from './model.js';
import { serviceLevelsProjection } from './project.js';
import { rollUp, rollUpMeasures, rollUpSchema } from './queries.js';

const everything: Filter = { all: [] };
const hour = 3_600_000;
const openedAt = instant('2024-01-01T09:00:00Z');
const closed = (on: string, onTime: boolean | null, hours: number, type: string | null = 'dogs') =>
  new CaseStory().tell(
    'case.closed.v1',
    { on, onTime, openedAt, workingTime: hours * hour, type },
    { at: '2024-01-03T09:00:00Z' },
  );

describe('roll-ups of service levels', () => {
  let model: ReadModel<ServiceLevelView>;
  before(async () => {
    const stories = [
      new CaseStory().tell('case.submitted.v1', { on: '2024-01-31' }),
      closed('2024-01-31', true, 1),
      closed('2024-02-01', true, 2),
      closed('2024-02-01', false, 16),
      closed('2024-02-02', null, 3, null),
    ];
    model = await readModel(
      serviceLevelsProjection,
      stories.flatMap(({ events }) => events),
    );
  });
  after(() => model.store.close());

  const figures = async (input: object) =>
    (await rollUp(model.collection, everything, rollUpSchema.parse(input))).rows;

  it('add everything up without groups', async () => {
    const [all] = await figures({});
    expect(all).to.deep.include({
      group: {},
      received: 1,
      closed: 4,
      onTime: 2,
      late: 1,
      untimed: 1,
    });
    expect(all?.onTimeShare).to.be.closeTo(2 / 3, 1e-9);
    expect(all?.elapsed).to.deep.equal({
      mean: 48 * hour,
      p50: 36 * hour,
      p90: 45.6 * hour,
      longest: 48 * hour,
    });
    expect(all?.working).to.deep.include({ mean: 5.5 * hour, p50: 2 * hour, longest: 16 * hour });
  });

  it('group by type, with a group of those that have none', async () => {
    const rows = await figures({ by: ['type'] });
    expect(rows.map(({ group, closed: count }) => [group, count])).to.deep.equal([
      [{ type: null }, 1],
      [{ type: 'dogs' }, 3],
    ]);
    expect(rows[0]?.onTimeShare).to.equal(null);
  });

  it('group by month and by day', async () => {
    const months = await figures({ by: ['month'] });
    expect(months.map(({ group, closed: count }) => [group.month, count])).to.deep.equal([
      ['2024-01', 1],
      ['2024-02', 3],
    ]);
    expect(await figures({ by: ['service', 'on'] })).to.have.length(3);
  });

  it('take both ends of a range of days', async () => {
    const [row] = await figures({ from: '2024-01-31', to: '2024-02-01', service: ['complaint'] });
    expect(row?.closed).to.equal(3);
    expect((await figures({ office: ['parks'] }))[0]?.closed).to.equal(0);
  });

  it('have no durations of nothing', async () => {
    const [row] = await figures({ from: '2025-01-01' });
    expect(row?.working).to.deep.equal({ mean: null, p50: null, p90: null, longest: null });
  });

  it('come from one aggregate that any store allows', () =>
    expect(rollUpMeasures.length).to.be.at.most(limits.measures));
});
