import { expect } from 'chai';
import {
  act,
  complaint,
  dispatcher,
  fixer,
  settle,
  submit,
  submitted,
  timer,
  type CaseStory,
} from '../../test/given/case.js';

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
const effect = (what: object) => ({ do: 'effect', effect: what });
const nextDay = '2026-01-06T10:00:00Z';

describe('a passing timer', () => {
  const passed = (story: CaseStory) => story.when(submit()).at('2026-01-07T10:00:00Z').when(settle);

  it('adds to an amount', () => {
    const story = passed(
      passing([effect({ effect: 'amount', amount: 'cost', change: 'add', value: '250' })]),
    );
    story.then({
      type: 'case.timer-passed.v1',
      data: { amounts: [{ amount: 'cost', before: 0, after: 250 }] },
    });
    expect(submitted(story).amounts).to.deep.equal({ cost: 250 });
  });

  it('names the tariff entry that decided', () => {
    const value = { tariff: 'fees', keyDate: 'due', key: { area: '10' } };
    const [decision] = passed(
      passing([effect({ effect: 'amount', amount: 'cost', change: 'set', value })]),
    ).decisions;
    expect(decision?.rule).to.deep.equal({
      service: 'complaint',
      definedBy: 'demo.riverton',
      version: 3,
      rule: 'timer/extra',
      reference: { fees: '1990-01-01' },
    });
  });

  it('sees in each amount those changed before', () => {
    const add = (value: string) =>
      effect({ effect: 'amount', amount: 'cost', change: 'add', value });
    expect(submitted(passed(passing([add('100'), add('amounts.cost * 2')]))).amounts.cost).to.equal(
      300,
    );
  });

  it('changes priority, ends other timers, sends and makes', () => {
    const story = passed(
      passing([
        effect({ effect: 'priority', priority: 'urgent' }),
        effect({ effect: 'end-timer', timer: 'repair' }),
        effect({ effect: 'end-timer', timer: 'extra' }),
        effect({ effect: 'notify', notification: 'solved' }),
        effect({ effect: 'output', output: 'letter' }),
        { do: 'notify', notification: 'solved' },
      ]),
    );
    story.then({
      type: 'case.timer-passed.v1',
      data: {
        priority: { before: 'normal', after: 'urgent' },
        timers: [{ change: 'ended', timer: 'repair', by: 'effect' }],
        notifications: ['solved', 'solved'],
        outputs: ['letter'],
      },
    });
    expect(timer(story, 'extra')?.status).to.equal('passed');
  });

  it('assigns', () => {
    passed(passing([effect({ effect: 'assign', to: 'actor' })])).then({
      type: 'case.timer-passed.v1',
    });
    assigned(passing([effect({ effect: 'assign', to: 'nobody' })]))
      .at('2026-01-07T10:00:00Z')
      .when(settle)
      .then(
        { type: 'case.timer-passed.v1' },
        {
          type: 'case.assigned.v1',
          at: nextDay,
          rule: 'timer/extra',
          data: { before: fay, after: null },
        },
      );
  });

  it('takes an action only where the case is in a state to', () => {
    passed(passing([{ do: 'take', action: 'auto-close' }])).then({ type: 'case.timer-passed.v1' });
  });

  it('takes an action only where its guard holds', () => {
    const guarded = (guard: string) =>
      complaint((draft) => {
        draft.workflow.actions.find(({ code }) => code === 'auto-close')!.guard = guard;
      });
    const later = (story: CaseStory) =>
      assigned(story).when(resolve).at('2026-02-01T00:00:00Z').when(settle);
    later(guarded('amounts.cost > 500')).then({ type: 'case.timer-passed.v1' });
    expect(submitted(later(guarded('amounts.cost = 500'))).status).to.equal('closed');
  });

  it('does not move the case to where it is', () => {
    passed(passing([{ do: 'move', to: 'new', reason: 'lapsed' }])).then({
      type: 'case.timer-passed.v1',
    });
  });

  it('goes without what a rule fails to tell, and says so', () => {
    const story = passed(
      passing([
        effect({ effect: 'amount', amount: 'cost', change: 'set', value: 'answers.text' }),
        { do: 'take', action: 'resolve' },
        effect({ effect: 'amount', amount: 'cost', change: 'add', value: '5' }),
      ]),
    );
    story.then({ type: 'case.timer-passed.v1', data: { amounts: [{ after: 5 }] } });
    const [decision] = story.decisions;
    const { failures } = decision?.event.data as { failures: string[] };
    expect(failures).to.have.length(1);
    expect(failures[0]).to.match(/^effect: /);
  });

  it('goes without an action that fails half way, and with what comes after it', () => {
    const story = complaint((draft) => {
      delete draft.escalation;
      draft.workflow.actions.push({
        code: 'bill',
        title: { en: 'Bill' },
        by: { timer: true },
        from: ['new'],
        to: 'assigned',
        effects: [{ effect: 'amount', amount: 'cost', change: 'set', value: 'answers.text' }],
      });
      draft.workflow.timers.push({
        name: 'extra',
        title: { en: 'Extra' },
        kind: 'internal',
        starts: { on: 'submission' },
        length: { calendarDays: 1 },
        passing: [
          { do: 'take', action: 'bill' },
          { do: 'move', to: 'rejected', reason: 'deemed' },
        ],
      });
    });
    const told = passed(story).then(
      { type: 'case.timer-passed.v1' },
      { type: 'case.moved.v1', data: { to: { code: 'rejected' } } },
      { type: 'case.closed.v1' },
    );
    const { failures } = told.decisions[0]?.event.data as { failures: string[] };
    expect(failures.map((failure) => failure.split(':')[0])).to.deep.equal(['take']);
  });
});
