import { expect } from 'chai';
import type { DeadlineView } from '../../../projections/deadlines/model.js';
import type { EventView } from '../../../projections/events/model.js';
import type { ServiceLevelFigures } from '../../../projections/service-levels/queries.js';
import type { QueryableModel } from '../../../projections/catalogue.js';
import { day, type Story } from './story.js';

interface Rows<T> {
  readonly rows: readonly T[];
}

/** What is read over all cases, after the stories of the others. */
export function everythingIsMeasured(story: () => Story): void {
  const as = (...who: Parameters<Story['as']>) => story().as(...who);

  it('lists what falls due, the earliest first', async () => {
    const officer = await as('officer');
    const { items } = await officer.must<{ items: readonly DeadlineView[] }>('listDeadlines', {
      query: { from: '2026-03-01T00:00:00Z', before: '2026-04-01T00:00:00Z' },
    });
    expect(items.map(({ service, nextDueAt }) => [service, nextDueAt])).to.deep.equal([
      ['complaint', '2026-03-19T12:00:00.000Z'],
    ]);
  });

  it('counts the work that is open, overdue and soon due', async () => {
    const officer = await as('officer');
    const load = async (query: Record<string, string>) =>
      (await officer.must<Rows<object>>('getWorkload', { query })).rows;
    const open = { open: 1, overdue: 0, dueSoon: 0, waiting: 1 };
    expect(await load({})).to.deep.equal([{ of: 'complaint', ...open }]);
    expect(await load({ by: 'office', soonDays: '30' })).to.deep.equal([
      { of: 'roads', ...open, dueSoon: 1 },
    ]);
    expect(await load({ by: 'assignee', at: '2026-04-01T00:00:00Z' })).to.deep.equal([
      { of: null, ...open, overdue: 1 },
    ]);
  });

  it('adds service levels up by what is asked', async () => {
    const asha = await as('asha');
    const { rows } = await asha.must<Rows<ServiceLevelFigures>>('getServiceLevels', {
      query: { by: ['service', 'type'], from: '2026-03-01', to: '2026-03-31' },
    });
    const figures = rows.map(({ group, received, closed, onTime }) => [
      group.service,
      group.type,
      received,
      closed,
      onTime,
    ]);
    expect(figures).to.deep.equal([
      ['building-permit', null, 1, 1, 1],
      ['complaint', 'pothole', 2, 1, 1],
    ]);
  });

  it('answers questions over a read model', async () => {
    const analyst = await as('analyst');
    const answer = await analyst.must<Rows<object>>('query', {
      body: {
        model: 'cases',
        filter: { field: 'status', eq: 'closed' },
        groupBy: [
          { field: 'service' },
          { field: 'openedAt', bucket: 'month', zone: 'Asia/Kolkata', as: 'month' },
        ],
        measures: [
          { as: 'cases', op: 'count' },
          { as: 'material', op: 'sum', field: 'amounts.material' },
        ],
      },
    });
    expect(answer.rows).to.deep.equal([
      { service: 'building-permit', month: '2026-03', cases: 1, material: 0 },
      { service: 'complaint', month: '2026-03', cases: 1, material: 125_000 },
    ]);
  });

  it('says what may be asked of whom', async () => {
    const fieldsOf = async (who: 'analyst' | 'auditor') => {
      const { models } = await (
        await as(who)
      ).must<{ models: readonly QueryableModel[] }>('listModels');
      return Object.keys(models.find(({ name }) => name === 'cases')?.fields ?? {});
    };
    expect(await fieldsOf('auditor')).to.include.members(['partyIds', 'status']);
    expect(await fieldsOf('analyst'))
      .to.include('status')
      .and.not.to.include('partyIds');
  });

  it('says who did what', async () => {
    const auditor = await as('auditor');
    const { items } = await auditor.must<{ items: readonly EventView[] }>('listEvents', {
      query: { actor: 'ritu.malhotra', origin: 'actor' },
    });
    const done = items.map(({ activity }) => activity);
    const expected = ['assign', 'assigned', 'linked', 'unlinked', 'escalated'];
    expect(done).to.have.members(expected);
    expect(items.every(({ actor }) => actor.id === 'ritu.malhotra')).to.equal(true);
  });

  it('tells the time of the sample city, and moves it on', async () => {
    const admin = await as('administrator');
    const { now } = await admin.must<{ now: string }>('sampleCityTime');
    const moved = await admin.must<{ from: string; to: string }>('moveSampleCityClock', {
      body: { advance: '1 day' },
    });
    expect(moved.from).to.equal(now);
    expect(Date.parse(moved.to) - Date.parse(moved.from)).to.equal(day);
    expect((await admin.must<{ now: string }>('sampleCityTime')).now).to.equal(moved.to);
  });
}
