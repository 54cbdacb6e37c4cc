import { expect } from 'chai';
import {
  act,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  settle,
  submit,
  submitted,
  timer,
  type CaseStory,
} from '../../test/given/case.js';
import type { Draft } from '../../test/samples/complaint.js';

const fay = { kind: 'person', id: 'fay' };
const assign = act('assign', { assignee: fay });
const ask = act('ask', { comment: '?' });
const resolve = act('resolve', { input: { hours: 1 } });

/** The complaint with one more timer, that only counts. */
const withTimer = (more: object, change?: (draft: Draft) => void): CaseStory =>
  complaint((draft) => {
    draft.workflow.timers.push({
      name: 'extra',
      title: { en: 'Extra' },
      kind: 'internal',
      length: { calendarDays: 5 },
      ...more,
    });
    change?.(draft);
  });

/** Assigned on Monday at noon. */
const assigned = (story: CaseStory): CaseStory =>
  story.when(submit()).at('2026-01-05T12:00:00Z').as(dispatcher).when(assign).as(fixer);
const due = (story: CaseStory, name = 'extra'): string | undefined => timer(story, name)?.dueAt;

describe('a timer ends', () => {
  const starts = { on: 'submission' };
  const endings = [
    { by: 'action', endedBy: { actions: ['note'] }, steps: [act('note')] },
    { by: 'state', endedBy: { states: ['waiting'] }, steps: [ask] },
    { by: 'resolution', endedBy: {}, steps: [resolve] },
    { by: 'closing', endedBy: {}, steps: [act('reject', { comment: 'No' })], as: dispatcher },
  ];
  for (const { by, endedBy, steps, as = fixer } of endings)
    it(`by ${by}`, () => {
      const story = assigned(withTimer({ starts, endedBy })).as(as);
      const ended = steps.reduce((told, step) => told.when(step), story);
      expect(timer(ended, 'extra')).to.deep.include({ status: 'ended', by });
    });

  it('by an effect', () => {
    const story = assigned(
      withTimer({ starts }, (draft) => {
        draft.workflow.actions.at(-1)!.effects = [{ effect: 'end-timer', timer: 'extra' }];
      }),
    );
    expect(timer(story.when(act('note')), 'extra')).to.deep.include({
      status: 'ended',
      by: 'effect',
    });
    story
      .when(act('note'))
      .when(act('note'))
      .then({ type: 'case.acted.v1', data: { timers: [] } });
  });

  it('when its state is left, by leaving', () => {
    const leaving = { starts: { on: 'state', state: 'assigned' }, endedBy: { leaving: true } };
    const story = assigned(withTimer(leaving));
    expect(timer(story.when(act('note')), 'extra')?.status).to.equal('running');
    expect(timer(story.when(ask), 'extra')).to.deep.include({ status: 'ended', by: 'leaving' });
  });

  it('not at all unless told to', () => {
    const endedBy = { resolution: false, closing: false };
    const story = assigned(withTimer({ starts, endedBy }));
    const resolved = story.when(resolve);
    expect(timer(resolved, 'extra')?.status).to.equal('running');
    expect(timer(resolved.as(asha).when(act('rate', { score: 5 })), 'extra')?.status).to.equal(
      'running',
    );
  });

  it('with the due time that it would have had, if it was paused', () => {
    const lapsed = assigned(complaint())
      .when(ask)
      .at('2026-01-20T12:00:00Z')
      .as(dispatcher)
      .when(settle);
    expect(submitted(lapsed).state).to.equal('lapsed');
    lapsed.then(
      { type: 'case.timer-passed.v1', data: { timer: 'patience' } },
      {
        type: 'case.moved.v1',
        data: {
          timers: [
            { change: 'resumed', timer: 'repair', dueAt: '2026-01-20T10:00:00.000Z' },
            { change: 'ended', timer: 'repair', by: 'closing' },
          ],
        },
      },
      { type: 'case.closed.v1', data: { dueAt: '2026-01-20T10:00:00.000Z', onTime: true } },
    );
  });
});

describe('a timer is moved', () => {
  const extend = (dueAt: string, name = 'repair') =>
    command('extend', { timer: name, dueAt, reason: 'Parts are missing' });
  const story = assigned(complaint());

  it('with a reason', () => {
    const extended = story.when(extend('2026-02-01T12:00:00Z'));
    extended.then({
      type: 'case.extended.v1',
      rule: null,
      data: {
        timer: 'repair',
        before: '2026-01-08T10:00:00.000Z',
        after: '2026-02-01T12:00:00.000Z',
        reason: 'Parts are missing',
        timers: [
          {
            change: 'moved',
            timer: 'repair',
            standard: true,
            dueAt: '2026-02-01T12:00:00.000Z',
            source: 'reason',
          },
        ],
      },
    });
    expect(due(extended, 'repair')).to.equal('2026-02-01T12:00:00.000Z');
    extended.when(extend('2026-02-01T12:00:00Z')).thenNothing();
  });

  it('earlier too, but not into the past, nor out of sight', () => {
    story.when(extend('2026-01-05T12:00:01Z')).then({ type: 'case.extended.v1' });
    story.when(extend('2026-01-05T12:00:00Z')).thenRejected('case.due-out-of-range');
    story.when(extend('2127-01-05T12:00:00Z')).thenRejected('case.due-out-of-range');
  });

  it('only while it runs', () => {
    story
      .when(extend('2026-02-01T12:00:00Z', 'patience'))
      .thenRejected('case.timer-unknown', { allowed: ['repair'], pointer: '/timer' });
    story
      .when(ask)
      .when(extend('2026-02-01T12:00:00Z'))
      .thenRejected('case.timer-unknown', {
        allowed: ['patience'],
      });
  });

  it('by staff', () => {
    story
      .as(asha)
      .when(extend('2026-02-01T12:00:00Z'))
      .thenRejected('case.not-permitted', { kind: 'forbidden' });
  });
});
