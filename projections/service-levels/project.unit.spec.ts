import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory } from '../../test/given/case-story.js';
import { fold } from '../fold.js';
import { serviceLevelsProjection } from './project.js';

const levelsOf = (...stories: CaseStory[]) =>
  fold(
    serviceLevelsProjection,
    stories.flatMap(({ events }) => events),
  );
const only = (...stories: CaseStory[]) => [...levelsOf(...stories).values()][0];

const hour = 3_600_000;
const openedAt = instant('2024-01-01T09:00:00Z');

describe('service levels: a day of a service, type and office', () => {
  it('counts what was received on its local day', () => {
    const levels = levelsOf(
      new CaseStory('A').tell('case.submitted.v1'),
      new CaseStory('B').tell('case.submitted.v1'),
      new CaseStory('C').tell('case.submitted.v1', { on: '2024-01-02' }),
    );
    expect([...levels].map(([id, { received }]) => [id, received])).to.deep.equal([
      ['pb.amritsar/complaint/dogs/animals/2024-01-01', 2],
      ['pb.amritsar/complaint/dogs/animals/2024-01-02', 1],
    ]);
  });

  it('leaves out type and office where there are none', () => {
    const levels = levelsOf(new CaseStory().tell('case.closed.v1', { type: null, office: null }));
    const [[id, level]] = [...levels] as [[string, object]];
    expect(id).to.equal('pb.amritsar/complaint/-/-/2024-01-02');
    expect(level).to.not.have.any.keys('type', 'office');
  });

  it('tells on time, late and untimed apart when a case is finished', () => {
    const finish = (onTime: boolean | null) => new CaseStory().tell('case.resolved.v1', { onTime });
    expect(only(finish(true), finish(true), finish(false), finish(null))).to.deep.include({
      resolved: 4,
      onTime: 2,
      late: 1,
      untimed: 1,
    });
  });

  it('does not finish a resolved case again when it is closed', () => {
    const story = new CaseStory()
      .tell('case.resolved.v1', { onTime: true })
      .tell('case.closed.v1', { onTime: true, resolvedAt: openedAt });
    expect(only(story)).to.deep.include({ resolved: 1, closed: 1, onTime: 1 });
    expect(only(story)?.elapsed.count).to.equal(1);
  });

  it('keeps working and elapsed time as sums and histograms', () => {
    const closed = (workingTime: number, at: string) =>
      new CaseStory().tell('case.closed.v1', { openedAt, workingTime }, { at });
    const level = only(
      closed(2 * hour, '2024-01-01T12:00:00Z'),
      closed(9 * hour, '2024-01-03T09:00:00Z'),
    );
    expect(level?.working).to.deep.equal({
      count: 2,
      sum: 11 * hour,
      longest: 9 * hour,
      histogram: { 3: 1, 6: 1 },
    });
    expect(level?.elapsed).to.deep.equal({
      count: 2,
      sum: 51 * hour,
      longest: 48 * hour,
      histogram: { 2: 1, 5: 1 },
    });
  });

  it('counts reopenings', () => {
    expect(only(new CaseStory().tell('case.reopened.v1'))?.reopened).to.equal(1);
  });

  it('is touched by no other fact', () => {
    const story = new CaseStory().tell('case.acted.v1').tell('case.outcome-changed.v1', {
      outcome: { before: null, after: 'annulled' },
    });
    expect(levelsOf(story).size).to.equal(0);
    expect(serviceLevelsProjection.evolve(undefined, story.events[0]!, 'x')).to.equal(undefined);
  });
});
