import { expect } from 'chai';
import {
  apply,
  asha,
  command,
  permit,
  settle,
  submitted,
  type CaseStory,
} from '../../test/given/case.js';
import { allowedTasks } from './allowed.js';

const complete = (task: string, more: object = {}) =>
  command('complete-task', { group: 'checks', task, ...more });
const fireOfficer = { id: 'f', kind: 'staff', roles: ['fire-officer'] } as const;
const healthOfficer = { id: 'h', kind: 'staff', roles: ['health-officer'] } as const;
const owner = { ...asha, roles: ['verified'] };
const fire = (story: CaseStory) => story.as(fireOfficer).with({ office: 'fire' });
const health = (story: CaseStory) => story.as(healthOfficer);

/** Asha applies as applicant and owner. */
const applied = (story = permit()): CaseStory =>
  story.as(owner).when(
    apply({
      parties: [
        { role: 'applicant', kind: 'person', person: 'asha' },
        { role: 'owner', kind: 'person', person: 'asha' },
      ],
    }),
  );

/** The permit with another rule of completion. */
const completedBy = (rule: unknown) =>
  applied(permit((draft) => (draft.workflow.tasks[0]!.complete = rule)));

describe('parallel tasks', () => {
  it('open with their state', () => {
    applied().then(
      { type: 'case.submitted.v1' },
      {
        type: 'case.tasks-opened.v1',
        data: { group: 'checks', tasks: ['fire', 'health', 'consent'] },
      },
    );
  });

  it('complete in any order, and then take what follows', () => {
    const two = health(fire(applied()).when(complete('fire'))).when(
      complete('health', { result: 'refused', input: { beds: 3 }, comment: 'Too many' }),
    );
    two.then({
      type: 'case.task-completed.v1',
      data: {
        task: 'health',
        result: 'refused',
        input: { beds: 3 },
        comment: 'Too many',
        completes: false,
      },
    });
    two
      .as(asha)
      .when(complete('consent'))
      .then(
        { type: 'case.task-completed.v1', rule: null, data: { completes: true } },
        {
          type: 'case.acted.v1',
          rule: 'tasks/checks',
          data: { action: 'forward', to: { code: 'decision', kind: 'normal' } },
        },
      );
  });

  const rules = [
    { rule: 'any', done: ['fire'] },
    { rule: { least: 2 }, done: ['fire', 'health'] },
    { rule: { rule: 'tasks.health = "done"' }, done: ['fire', 'health'] },
  ];
  for (const { rule, done } of rules)
    it(`are complete by ${JSON.stringify(rule)} after ${done.join(' and ')}`, () => {
      const story = done.reduce(
        (told, task) => (task === 'fire' ? fire(told) : health(told)).when(complete(task)),
        completedBy(rule),
      );
      expect(submitted(story).state).to.equal('decision');
    });

  it('that are complete need no more', () => {
    const nothingFollows = permit((draft) => {
      draft.workflow.tasks[0]!.complete = 'any';
      delete draft.workflow.tasks[0]!.then;
    });
    const story = fire(applied(nothingFollows)).when(complete('fire'));
    story.then({ type: 'case.task-completed.v1', data: { completes: true } });
    health(story).when(complete('health')).thenRejected('case.task-unknown', { allowed: [] });
  });

  it('take what follows only where its guard holds', () => {
    const story = fire(
      applied(
        permit((draft) => {
          draft.workflow.tasks[0]!.complete = 'any';
          draft.workflow.actions[0]!.guard = 'amounts.paid > 0';
        }),
      ),
    );
    story
      .when(complete('fire'))
      .then({ type: 'case.task-completed.v1', data: { completes: true } });
  });

  it('are not completed where a rule fails', () => {
    const story = fire(completedBy({ rule: 'tasks.fire' }));
    story.when(complete('fire')).thenRejected('rule.failed');
    const failing = permit((draft) => {
      draft.workflow.tasks[0]!.complete = 'any';
      draft.workflow.actions[0]!.guard = 'answers.area > 3';
    });
    fire(applied(failing)).when(complete('fire')).thenRejected('rule.failed');
  });

  const refused = [
    {
      title: 'are for their roles',
      story: health(applied()).with({ office: 'fire' }),
      task: complete('fire'),
      code: 'task-forbidden',
      details: { kind: 'forbidden', allowed: ['checks/health'] },
    },
    {
      title: 'are for their office',
      story: applied().as(fireOfficer).with({ office: 'permits' }),
      task: complete('fire'),
      code: 'task-forbidden',
      details: { allowed: [] },
    },
    {
      title: 'are for parties of their role',
      story: applied().as({ ...asha, id: 'ravi' }),
      task: complete('consent'),
      code: 'task-forbidden',
      details: {},
    },
    {
      title: 'are those of the service',
      story: fire(applied()),
      task: complete('water'),
      code: 'task-unknown',
      details: { allowed: ['checks/fire'] },
    },
    {
      title: 'are completed once',
      story: fire(applied()).when(complete('fire')),
      task: complete('fire'),
      code: 'task-unknown',
      details: { allowed: [] },
    },
    {
      title: 'end when their state is left',
      story: fire(applied()).at('2026-02-05T00:00:00Z').when(settle),
      task: complete('fire'),
      code: 'task-unknown',
      details: { allowed: [] },
    },
    {
      title: 'are of a group of the service',
      story: fire(applied()),
      task: command('complete-task', { group: 'x', task: 'fire' }),
      code: 'task-unknown',
      details: {},
    },
  ];
  for (const { title, story, task, code, details } of refused)
    it(title, () => {
      story.when(task).thenRejected(`case.${code}`, details);
    });

  it('are held against what they ask', () => {
    health(applied())
      .when(complete('health', { input: { rooms: 1 } }))
      .thenRejected('form.invalid-answers');
  });

  it('open afresh when their state is entered again', () => {
    const back = permit((draft) => {
      draft.workflow.actions.push({
        code: 'back',
        title: { en: 'Back' },
        by: { staff: ['officer'] },
        from: ['decision'],
        to: 'review',
      });
      draft.workflow.tasks[0]!.complete = 'any';
    });
    const again = fire(applied(back))
      .when(complete('fire'))
      .as({ id: 'o', kind: 'staff', roles: ['officer'] })
      .when(command('act', { action: 'back' }));
    again.then({ type: 'case.acted.v1' }, { type: 'case.tasks-opened.v1' });
    expect(submitted(again).tasks).to.deep.equal([
      { group: 'checks', complete: false, results: { fire: null, health: null, consent: null } },
    ]);
  });
});

describe('the tasks that are allowed', () => {
  const tasks = (story: CaseStory) =>
    allowedTasks(story.state, story.context).map(({ task, input }) => ({ task, input }));

  it('are the open ones of the actor, with whether they ask something', () => {
    const story = applied();
    expect(tasks(fire(story))).to.deep.equal([{ task: 'fire', input: false }]);
    expect(tasks(health(story))).to.deep.equal([{ task: 'health', input: true }]);
    expect(tasks(story.as(asha))).to.deep.equal([{ task: 'consent', input: false }]);
    expect(tasks(fire(story).when(complete('fire')))).to.deep.equal([]);
    expect(tasks(permit())).to.deep.equal([]);
  });
});
