import { expect } from 'chai';
import type { TimerSetting } from '../../domain/case/header.js';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory, timerSet } from '../../test/given/case-story.js';
import { fold } from '../fold.js';
import type { CaseBody } from './model.js';
import { casesProjection } from './project.js';

const caseOf = (story: CaseStory): CaseBody => {
  const body = fold(casesProjection, story.events).get(story.reference);
  expect(body, 'document').to.not.equal(undefined);
  return body!;
};

const monday = '2024-01-08T17:00:00.000Z';
const friday = '2024-01-12T17:00:00.000Z';
const submitted = () => new CaseStory().tell('case.submitted.v1');
const ended = (timer: string): TimerSetting => ({ change: 'ended', timer, by: 'action' });

describe('cases: due times', () => {
  const timed = () =>
    new CaseStory().tell('case.submitted.v1', {
      timers: [
        timerSet('started', 'standard', friday, { standard: true }),
        timerSet('started', 'first-reply', monday),
      ],
    });

  it('are those of the standard timer, and the earliest of all for what comes next', () => {
    const body = caseOf(timed());
    expect(body).to.deep.include({ dueAt: friday, nextDueAt: monday, queueOrder: friday });
    expect(body.timers.map(({ name }) => name)).to.deep.equal(['first-reply', 'standard']);
  });

  it('stay when the standard has passed: the case is overdue', () => {
    const story = timed().tell('case.timer-passed.v1', {
      timer: 'standard',
      dueAt: instant(friday),
    });
    const body = caseOf(story);
    expect(body.dueAt).to.equal(friday);
    expect(body.timers.map(({ name }) => name)).to.deep.equal(['first-reply']);
  });

  it('set amounts and priority when a timer passes', () => {
    const story = timed().tell('case.timer-passed.v1', {
      timer: 'first-reply',
      dueAt: instant(monday),
      amounts: [{ amount: 'owed', before: 100, after: 150 }],
      priority: { before: 'normal', after: 'urgent' },
    });
    expect(caseOf(story)).to.deep.include({
      amounts: { owed: 150 },
      priority: 'urgent',
      nextDueAt: friday,
    });
  });

  it('go while the standard is paused, and come back with what was left', () => {
    const paused: TimerSetting = { change: 'paused', timer: 'standard', left: 5, working: false };
    const story = timed().tell('case.acted.v1', { timers: [paused] });
    expect(caseOf(story)).to.not.have.property('dueAt');
    expect(caseOf(story).queueOrder).to.equal('~2024-01-01T09:00:00.000Z');
    const resumed = timerSet('resumed', 'standard', '2024-02-01T17:00:00Z', { standard: true });
    expect(caseOf(story.tell('case.acted.v1', { timers: [resumed] })).dueAt).to.equal(
      '2024-02-01T17:00:00.000Z',
    );
  });

  it('stay when the standard has ended before the case', () => {
    const body = caseOf(timed().tell('case.acted.v1', { timers: [ended('standard')] }));
    expect(body).to.deep.include({ dueAt: friday, nextDueAt: monday });
  });

  it('move when extended', () => {
    const moved = timerSet('moved', 'standard', '2024-03-01T17:00:00Z', { standard: true });
    const story = timed().tell('case.extended.v1', {
      timer: 'standard',
      before: instant(friday),
      after: moved.dueAt,
      timers: [moved],
    });
    expect(caseOf(story).dueAt).to.equal('2024-03-01T17:00:00.000Z');
  });

  it('are those of the closing once it is closed', () => {
    const story = timed()
      .tell('case.acted.v1', { timers: [ended('standard'), ended('first-reply')] })
      .tell('case.closed.v1', { dueAt: instant(friday), onTime: true, workingTime: 42 });
    const body = caseOf(story);
    expect(body).to.deep.include({
      dueAt: friday,
      queueOrder: friday,
      onTime: true,
      workingTime: 42,
    });
    expect(body).to.not.have.property('nextDueAt');
  });

  it('in order of name where they are equal', () => {
    const timers = [
      timerSet('started', 'b', monday),
      timerSet('started', 'c', monday),
      timerSet('started', 'a', monday),
    ];
    const body = caseOf(new CaseStory().tell('case.submitted.v1', { timers }));
    expect(body.timers.map(({ name }) => name)).to.deep.equal(['a', 'b', 'c']);
  });
});

describe('cases: ends', () => {
  const resolved = () =>
    submitted().tell(
      'case.resolved.v1',
      { outcome: 'settled', onTime: false, dueAt: instant(monday), workingTime: 9 },
      { at: friday },
    );

  it('resolve with outcome, time and punctuality', () => {
    expect(caseOf(resolved())).to.deep.include({
      status: 'resolved',
      outcome: 'settled',
      resolvedAt: friday,
      dueAt: monday,
      onTime: false,
      workingTime: 9,
    });
  });

  it('close, and keep when it had been resolved', () => {
    const story = resolved().tell(
      'case.closed.v1',
      { resolvedAt: instant(friday) },
      { at: '2024-01-20T09:00:00Z' },
    );
    expect(caseOf(story)).to.deep.include({
      status: 'closed',
      resolvedAt: friday,
      closedAt: '2024-01-20T09:00:00.000Z',
    });
  });

  it('change their outcome', () => {
    const story = resolved().tell('case.outcome-changed.v1', {
      outcome: { before: 'settled', after: 'annulled' },
    });
    expect(caseOf(story).outcome).to.equal('annulled');
  });

  it('reopen without traces of the end but the count', () => {
    const body = caseOf(
      resolved().tell('case.escalated.v1', { after: 2 }).tell('case.reopened.v1', { count: 1 }),
    );
    expect(body).to.deep.include({ status: 'open', reopened: 1, escalation: 0 });
    expect(body).to.not.have.any.keys('outcome', 'resolvedAt', 'closedAt', 'onTime');
  });

  it('take feedback', () => {
    const story = resolved().tell('case.feedback-given.v1', { score: 4, scale: 5 });
    expect(caseOf(story).feedback).to.deep.equal({ score: 4, scale: 5 });
  });
});
