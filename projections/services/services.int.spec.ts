import { expect } from 'chai';
import { authority } from '../../domain/kernel/authority.js';
import { streamName } from '../../domain/kernel/ids.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import { versionOn, type ServiceEvent } from '../../domain/service/index.js';
import { evolve } from '../../domain/service/evolve.js';
import type { ServiceState } from '../../domain/service/state.js';
import { CaseStory } from '../../test/given/case-story.js';
import { readModel, type ReadModel } from '../../test/given/read-model.js';
import { tiny } from '../../test/samples/service.js';
import { fold } from '../fold.js';
import type { ProjectedEvent } from '../projection.js';
import type { ServiceView } from './model.js';
import { servicesProjection } from './project.js';
import { listServices, servicesOn, serviceVersion, stepsIn, stepsOf, summaryOf } from './queries.js';

const state = authority('demo');
const city = authority('demo.riverton');
const day = (text: string) => text as PlainDate;
const [template] = new CaseStory().tell('case.submitted.v1').events;

const happened = (events: readonly ServiceEvent[], owner = city, code = 'street-light'): readonly ProjectedEvent[] =>
  events.map((event) => ({ ...template!, ...event, stream: streamName(`service-${owner}-${code}`) }));

const version = (number: number, effectiveFrom: string, rest = {}) => ({
  definition: tiny((draft) => Object.assign(draft, { version: number, effectiveFrom, ...rest })),
});
const drafted = (number: number, effectiveFrom: string): ServiceEvent => ({
  type: 'service.drafted.v1',
  data: version(number, effectiveFrom),
});
const published = (number: number, effectiveFrom: string, rest = {}): ServiceEvent => ({
  type: 'service.published.v1',
  data: version(number, effectiveFrom, rest),
});
const discarded: ServiceEvent = { type: 'service.draft-discarded.v1', data: { version: 1 } };
const withdrawn = (number: number, from: string): ServiceEvent => ({
  type: 'service.withdrawn.v1',
  data: { version: number, from: day(from), reason: 'moved' },
});
const id = 'demo.riverton/street-light/1';
const documents = (...events: ServiceEvent[]) => fold(servicesProjection, happened(events));

describe('services: versions and drafts', () => {
  it('keeps a draft until it is published or discarded', () => {
    expect(documents(drafted(1, '2026-01-01')).get(id)).to.deep.include({
      authority: 'demo.riverton',
      code: 'street-light',
      version: 1,
      status: 'draft',
      effectiveFrom: '2026-01-01',
      withdrawals: [],
    });
    expect(documents(drafted(1, '2026-01-01'), drafted(1, '2026-02-01')).get(id)?.effectiveFrom).to.equal('2026-02-01');
    expect(documents(drafted(1, '2026-01-01'), published(1, '2026-01-01')).get(id)?.status).to.equal('published');
    expect(documents(drafted(1, '2026-01-01'), discarded).size).to.equal(0);
  });

  it('ends a version with the date of the next', () => {
    const versions = documents(published(1, '2026-01-01'), published(2, '2026-06-01'));
    expect(versions.get(id)?.supersededOn).to.equal('2026-06-01');
    expect(versions.get('demo.riverton/street-light/2')).to.not.have.property('supersededOn');
  });

  it('corrects texts in place, also those that are searched', () => {
    const body = documents(published(1, '2026-01-01'), {
      type: 'service.texts-corrected.v1',
      data: {
        version: 1,
        corrections: [{ path: '/title', before: { en: 'Street light' }, after: { en: 'Street lamps' } }],
        reason: 'plainer',
      },
    }).get(id);
    expect(body?.definition.title).to.deep.equal({ en: 'Street lamps' });
    expect(body?.words).to.include.members(['Street lamps', 'Lamp', 'Flickers']);
  });

  it('keeps what it was adopted from', () => {
    const derivedFrom = { authority: state, version: 1, overridden: ['limits'] };
    const event: ServiceEvent = { type: 'service.drafted.v1', data: { ...version(1, '2026-01-01'), derivedFrom } };
    expect(documents(event).get(id)?.derivedFrom).to.deep.equal(derivedFrom);
  });

  it('refuses facts about a version that is not there', () =>
    expect(() => documents(withdrawn(3, '2026-01-01'))).to.throw('street-light/3, which is not there'));

  it('is touched by facts of services only', () => {
    const other = { ...template!, stream: streamName('service-demo-x'), type: 'service.other.v1' };
    expect(servicesProjection.touches(template!)).to.deep.equal([]);
    expect(servicesProjection.touches(other)).to.deep.equal([]);
    expect(servicesProjection.evolve(undefined, other, id)).to.equal(undefined);
  });
});

describe('queries over services', () => {
  const events: readonly ServiceEvent[] = [
    published(1, '2026-01-01'),
    withdrawn(1, '2026-05-01'),
    published(2, '2026-06-01'),
    withdrawn(2, '2026-09-01'),
    withdrawn(2, '2026-08-01'),
    drafted(3, '2027-01-01'),
  ];
  let model: ReadModel<ServiceView>;
  before(async () => {
    const water = { code: 'water', title: { en: 'Water connection' }, types: [] };
    const above = { authority: 'demo' };
    model = await readModel(servicesProjection, [
      ...happened(events),
      ...happened([published(1, '2020-01-01', { ...above, description: { en: 'Lanterns' } })], state),
      ...happened([published(1, '2020-01-01', { ...above, ...water })], state, 'water'),
    ]);
  });
  after(() => model.store.close());

  const current = async (on: string, text?: string, of = city) =>
    (
      await servicesOn(model.collection, { authority: of, on: day(on), ...(text !== undefined && { text }) })
    ).map(({ _id }) => _id);

  it('names those in effect on a date, its own before those of the authority above', async () => {
    expect(await current('2026-02-01')).to.deep.equal([id, 'demo/water/1']);
    expect(await current('2026-06-01')).to.deep.equal(['demo.riverton/street-light/2', 'demo/water/1']);
    expect(await current('2026-02-01', undefined, state)).to.deep.equal(['demo/street-light/1', 'demo/water/1']);
  });

  it('leaves out what takes no new cases', async () => {
    expect(await current('2026-05-01')).to.deep.equal(['demo/water/1']);
    expect(await current('2019-01-01')).to.deep.equal([]);
  });

  it('agrees with the service itself on every date', async () => {
    const folded = events.reduce<ServiceState>(evolve, { status: 'absent' });
    for (const month of ['01', '04', '05', '06', '07', '08', '09', '10']) {
      const on = `2026-${month}-01`;
      const own = (await current(on)).filter((each) => each.startsWith('demo.riverton/'));
      const expected = versionOn(folded, day(on))?.version;
      expect(own, on).to.deep.equal(expected === undefined ? [] : [`demo.riverton/street-light/${expected}`]);
    }
  });

  it('finds by words of titles and types', async () => {
    expect(await current('2026-02-01', 'flick')).to.deep.equal([id]);
    expect(await current('2026-02-01', 'water')).to.deep.equal(['demo/water/1']);
  });

  it('does not find words in what its own service has in place of', async () => {
    expect(await current('2026-02-01', 'lantern')).to.deep.equal([]);
    expect(await current('2026-02-01', 'lantern', state)).to.deep.equal(['demo/street-light/1']);
  });

  it('gives one version, and lists all the newest first', async () => {
    expect((await serviceVersion(model.collection, city, 'street-light', 3))?.status).to.equal('draft');
    expect(await serviceVersion(model.collection, city, 'street-light', 9)).to.equal(undefined);
    const { items } = await listServices(model.collection, { field: 'authority', eq: city });
    expect(items.map((item) => summaryOf(item).version)).to.deep.equal([3, 2, 1]);
    expect(summaryOf(items[2]!)).to.deep.equal({
      authority: city,
      code: 'street-light',
      version: 1,
      status: 'published',
      effectiveFrom: '2026-01-01',
      supersededOn: '2026-06-01',
      withdrawals: ['2026-05-01'],
      title: { en: 'Street light' },
    });
  });

  it('knows where roles have something to do', async () => {
    const steps = [{ service: 'street-light', states: ['new'], tasks: ['checks/visit'] }];
    expect([stepsIn(tiny(), ['electrician'])]).to.deep.equal(steps);
    expect(await stepsOf(model.collection, state, ['electrician'])).to.deep.equal([
      ...steps,
      { ...steps[0], service: 'water' },
    ]);
    expect(await stepsOf(model.collection, city, ['cook'])).to.deep.equal([]);
  });
});
