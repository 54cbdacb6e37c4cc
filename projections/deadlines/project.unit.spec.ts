import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory, timerSet } from '../../test/given/case-story.js';
import { fold } from '../fold.js';
import { deadlinesProjection } from './project.js';

const day = (of: string) => `2024-01-${of}T00:00:00Z`;
const started = (timer: string, of: string) =>
  timerSet('started', timer, day(of), { kind: 'statutory' });
const deadlineOf = (story: CaseStory) =>
  fold(deadlinesProjection, story.events).get(`case-${story.reference}`);
const running = () =>
  new CaseStory().tell('case.submitted.v1', { timers: [started('b', '20'), started('a', '10')] });

describe('deadlines', () => {
  it('holds what runs on a stream, the earliest first', () => {
    expect(deadlineOf(running())).to.deep.equal({
      stream: 'case-7Q2M4KXPZ',
      reference: '7Q2M4KXPZ',
      service: 'complaint',
      authority: 'pb.amritsar',
      nextDueAt: '2024-01-10T00:00:00.000Z',
      timers: [
        { name: 'a', kind: 'statutory', dueAt: '2024-01-10T00:00:00.000Z' },
        { name: 'b', kind: 'statutory', dueAt: '2024-01-20T00:00:00.000Z' },
      ],
    });
  });

  it('goes on to the next when one has passed', () => {
    const story = running().tell('case.timer-passed.v1', {
      timer: 'a',
      dueAt: instant('2024-01-10T00:00:00Z'),
      timers: [started('c', '15')],
    });
    expect(deadlineOf(story)?.timers.map(({ name }) => name)).to.deep.equal(['c', 'b']);
  });

  it('is gone when nothing runs, and back when something does', () => {
    const story = running().tell('case.acted.v1', {
      timers: [
        { change: 'ended', timer: 'a', by: 'action' },
        { change: 'paused', timer: 'b', left: 1, working: true },
      ],
    });
    expect(deadlineOf(story)).to.equal(undefined);
    story.tell('case.acted.v1', { timers: [timerSet('resumed', 'b', day('30'))] });
    expect(deadlineOf(story)?.nextDueAt).to.equal('2024-01-30T00:00:00.000Z');
  });

  it('of a confidential case says so, also when nothing had run for a while', () => {
    const ended = [
      { change: 'ended', timer: 'a', by: 'action' },
      { change: 'ended', timer: 'b', by: 'action' },
    ] as const;
    const story = running().tell('case.reclassified.v1', {
      confidentiality: { before: 'normal', after: 'confidential' },
      reason: 'a witness',
    });
    expect(deadlineOf(story)?.confidential).to.equal(true);
    story.tell('case.acted.v1', { timers: [...ended] });
    expect(deadlineOf(story)).to.deep.include({ confidential: true, timers: [] });
    expect(deadlineOf(story)).not.to.have.property('nextDueAt');
    story.tell('case.acted.v1', { timers: [started('c', '25')] });
    expect(deadlineOf(story)).to.include({ confidential: true });
    story.tell('case.reclassified.v1', {
      confidentiality: { before: 'confidential', after: 'normal' },
      reason: 'no more',
    });
    expect(deadlineOf(story)).not.to.have.property('confidential');
  });

  it('is there for a case that is confidential from its beginning', () => {
    const story = new CaseStory().tell('case.submitted.v1', { confidentiality: 'confidential' });
    expect(deadlineOf(story)).to.deep.include({ confidential: true, timers: [] });
  });

  it('is not touched by facts without timers', () => {
    const story = running()
      .tell('case.commented.v1', { comment: 'hm', visibility: 'public' })
      .tell('case.acted.v1');
    expect(story.events.map((event) => deadlinesProjection.touches(event).length)).to.deep.equal([
      1, 0, 0,
    ]);
  });

  it('leaves facts of other streams alone', () => {
    const [event] = running().events;
    const other = { ...event!, type: 'person.named.v1' };
    expect(deadlinesProjection.touches(other)).to.deep.equal([]);
    expect(deadlinesProjection.evolve(undefined, other, 'x')).to.equal(undefined);
  });
});
