import { expect } from 'chai';
import {
  act,
  apply,
  complaint,
  dispatcher,
  fixer,
  permit,
  settle,
  submit,
  timer,
  type CaseStory,
} from '../../test/given/case.js';
import { caseDecider } from './index.js';
import { maximumPassings } from './settle.js';

const fay = { kind: 'person', id: 'fay' };
const resolve = act('resolve', { input: { hours: 1 } });
const assigned = (story: CaseStory): CaseStory =>
  story
    .when(submit())
    .as(dispatcher)
    .when(act('assign', { assignee: fay }))
    .as(fixer);

/** The complaint with a timer of ten days from submission that does something. */
const passing = (steps: object[], more: object = {}): CaseStory =>
  complaint((draft) => {
    delete draft.escalation;
    draft.workflow.timers.push({
      name: 'extra',
      title: { en: 'Extra' },
      kind: 'statutory',
      starts: { on: 'submission' },
      length: { calendarDays: 1 },
      passing: steps,
      ...more,
    });
  });
const nextDay = '2026-01-06T10:00:00Z';

describe('settling a case', () => {
  it('passes what is due, at its due time and by its rule', () => {
    passing([])
      .when(submit())
      .at('2026-01-07T10:00:00Z')
      .when(settle)
      .then({
        type: 'case.timer-passed.v1',
        at: nextDay,
        rule: 'timer/extra',
        data: {
          timer: 'extra',
          kind: 'statutory',
          dueAt: '2026-01-06T10:00:00.000Z',
          amounts: [],
          timers: [],
        },
      });
  });

  it('passes nothing that is not due, and nothing twice', () => {
    const story = passing([]).when(submit());
    story.at('2026-01-06T09:59:59.999Z').when(settle).thenNothing();
    const passed = story.at(nextDay).when(settle);
    expect(timer(passed, 'extra')?.status).to.equal('passed');
    passed.when(settle).thenNothing();
  });

  it('comes before whatever is asked, at the same instant too', () => {
    passing([])
      .when(submit())
      .as(dispatcher)
      .at(nextDay)
      .when(act('note'))
      .then(
        { type: 'case.timer-passed.v1', at: nextDay, rule: 'timer/extra' },
        { type: 'case.acted.v1', at: nextDay, rule: null },
      );
  });

  it('refuses on the settled case, and then derives nothing', () => {
    const story = passing([{ do: 'move', to: 'lapsed', reason: 'lapsed' }]).when(submit());
    story
      .as(dispatcher)
      .at('2026-01-09T10:00:00Z')
      .when(act('assign', { assignee: fay }))
      .thenRejected('case.action-not-allowed', {
        message: 'assign is not possible in state lapsed.',
      });
  });

  it('goes by due time, then by name', () => {
    const same = complaint((draft) => {
      delete draft.escalation;
      for (const [name, days] of [
        ['b', 2],
        ['c', 1],
        ['a', 2],
      ] as const)
        draft.workflow.timers.push({
          name,
          title: { en: name },
          kind: 'internal',
          starts: { on: 'submission' },
          length: { calendarDays: days },
        });
    });
    const settled = same.when(submit()).at('2026-01-08T00:00:00Z').when(settle);
    const names = settled.decisions.map(({ event }) => (event.data as { timer: string }).timer);
    expect(names).to.deep.equal(['c', 'a', 'b']);
  });

  it('folds each before it looks for the next: one that passes may start or end another', () => {
    assigned(complaint())
      .when(resolve)
      .at('2026-02-01T00:00:00Z')
      .when(settle)
      .then(
        { type: 'case.timer-passed.v1', data: { timer: 'close' } },
        {
          type: 'case.acted.v1',
          at: '2026-01-08T10:00:00Z',
          rule: 'timer/close',
          data: { action: 'auto-close' },
        },
        { type: 'case.closed.v1', at: '2026-01-08T10:00:00Z', rule: 'timer/close' },
      );
    permit()
      .when(apply())
      .at('2027-12-01T00:00:00Z')
      .when(settle)
      .then(
        { type: 'case.timer-passed.v1', at: '2026-02-04T23:59:59.999Z', data: { timer: 'deemed' } },
        { type: 'case.moved.v1', data: { reason: 'deemed', to: { code: 'granted', kind: 'end' } } },
        { type: 'case.closed.v1', data: { outcome: 'granted', onTime: true } },
        {
          type: 'case.timer-passed.v1',
          at: '2027-02-04T23:59:59.999Z',
          data: { timer: 'validity' },
        },
        { type: 'case.moved.v1', rule: 'timer/validity' },
        {
          type: 'case.outcome-changed.v1',
          data: { outcome: { before: 'granted', after: 'lapsed' } },
        },
      );
  });

  it('passes a timer that was due before it was set with the last event', () => {
    const past = passing([], { length: 'given' }).as(dispatcher);
    past
      .when(submit({ due: { extra: '2026-01-01T00:00:00Z' } }))
      .at('2026-01-06T10:00:00Z')
      .when(settle)
      .then({
        type: 'case.timer-passed.v1',
        at: '2026-01-05T10:00:00Z',
        data: { dueAt: '2026-01-01T00:00:00.000Z' },
      });
  });

  it('has an end, even where a definition runs in circles', () => {
    const circle = complaint((draft) => {
      draft.workflow.timers.push({
        name: 'extra',
        title: { en: 'Extra' },
        kind: 'internal',
        starts: { on: 'action', action: 'tick' },
        length: { elapsed: 1 },
        passing: [{ do: 'take', action: 'tick' }],
      });
      draft.workflow.actions.push({
        code: 'tick',
        title: { en: 'Tick' },
        by: { timer: true, staff: ['dispatcher'] },
        from: 'any',
        to: 'same',
      });
    });
    const ticking = circle.when(submit()).as(dispatcher).when(act('tick'));
    ticking.at('2026-01-05T10:00:01.001Z').when(settle).thenRejected('case.settle-unbounded');
    const { state, context } = ticking.at('2026-01-05T10:00:01.000Z');
    const settled = caseDecider.settle?.(state, context);
    expect(settled?.ok && settled.value).to.have.length(2 * maximumPassings);
  });

  it('needs the calendar of the time at which something is due', () => {
    const story = passing([]).when(submit()).at('2026-01-09T10:00:00Z');
    const reference = { ...story.context.reference, calendar: () => undefined };
    story.with({ reference }).when(settle).thenRejected('case.calendar-missing');
  });
});
