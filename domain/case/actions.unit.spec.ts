import { expect } from 'chai';
import {
  act,
  apply,
  asha,
  complaint,
  dispatcher,
  fixer,
  permit,
  submit,
  submitted,
} from '../../test/given/case.js';

const fresh = complaint().when(submit());
const fay = { kind: 'person', id: 'fay' } as const;
const assigned = fresh
  .as(dispatcher)
  .at('2026-01-05T12:00:00Z')
  .when(act('assign', { assignee: fay }))
  .as(fixer);

describe('taking an action', () => {
  it('moves the case, and says from where to where and how long it took', () => {
    fresh
      .as(dispatcher)
      .at('2026-01-06T10:00:00Z')
      .when(act('assign', { assignee: fay, comment: 'Urgent' }))
      .then(
        {
          type: 'case.acted.v1',
          data: {
            service: 'complaint',
            action: 'assign',
            from: { code: 'new', kind: 'start' },
            to: { code: 'assigned', kind: 'normal' },
            comment: 'Urgent',
            assignee: fay,
            timers: [],
            amounts: [],
            workingTime: 8 * 3_600_000,
          },
        },
        { type: 'case.assigned.v1', data: { before: null, after: fay } },
      );
  });

  it('changes amounts by rule, and asks for what is to be sent', () => {
    assigned.when(act('resolve', { input: { hours: 3 } })).then(
      {
        type: 'case.acted.v1',
        data: {
          input: { hours: 3 },
          amounts: [{ amount: 'cost', before: 0, after: 1500 }],
          notifications: ['solved'],
        },
      },
      { type: 'case.resolved.v1' },
    );
  });

  it('stays where it is with an action that leads to the same state', () => {
    const noted = assigned.at('2026-01-05T13:00:00Z').when(act('note', { comment: 'Hm' }));
    noted.then({
      type: 'case.acted.v1',
      data: { from: { code: 'assigned' }, to: { code: 'assigned' } },
    });
    const { enteredAt, countedAt, workingTime } = submitted(noted);
    expect({ enteredAt, countedAt, workingTime }).to.deep.equal({
      enteredAt: '2026-01-05T12:00:00.000Z',
      countedAt: '2026-01-05T13:00:00.000Z',
      workingTime: 3 * 3_600_000,
    });
  });

  it('brings documents, dates and amended answers along', () => {
    const photo = {
      kind: 'photo',
      name: 'a.jpg',
      mediaType: 'image/jpeg',
      size: 9,
      sha256: '0'.repeat(64),
    };
    const waiting = assigned.when(act('ask', { comment: 'Which lamp?' })).as(asha);
    const answered = waiting.when(
      act('answer', {
        answers: { text: 'It is dark', street: 'Elm', phone: '12' },
        documents: [photo],
        receivedOn: '2026-01-05',
        valueDate: '2026-01-04',
        effectiveFrom: '2026-02-01',
      }),
    );
    answered.then({
      type: 'case.acted.v1',
      data: {
        answers: { street: 'Elm', phone: '12' },
        personalAnswers: { phone: 'asha' },
        documents: [{ ...photo, id: 'd1', version: 1 }],
        receivedOn: '2026-01-05',
        valueDate: '2026-01-04',
        effectiveFrom: '2026-02-01',
      },
    });
    expect(submitted(answered).answers).to.deep.equal({
      text: 'It is dark',
      street: 'Elm',
      phone: '12',
    });
  });

  const refused = [
    {
      title: 'must be one of the service',
      story: fresh.as(dispatcher),
      command: act('fly'),
      code: 'action-unknown',
      details: { allowed: ['assign', 'note'], pointer: '/action' },
    },
    {
      title: 'must be possible in the state of the case',
      story: fresh.as(dispatcher),
      command: act('resolve'),
      code: 'action-not-allowed',
      details: {
        allowed: ['assign', 'note'],
        message: 'resolve is not possible in state new.',
      },
    },
    {
      title: 'must be open to the actor',
      story: assigned.as(dispatcher),
      command: act('resolve', { input: { hours: 1 } }),
      code: 'action-forbidden',
      details: { kind: 'forbidden', allowed: ['assign', 'note'] },
    },
    {
      title: 'is not open to strangers who would be a party',
      story: assigned.when(act('ask', { comment: '?' })).as({ ...asha, id: 'ravi' }),
      command: act('answer'),
      code: 'action-forbidden',
      details: { allowed: [] },
    },
    {
      title: 'leaves to timers what is theirs',
      story: assigned.when(act('resolve', { input: { hours: 1 } })),
      command: act('auto-close'),
      code: 'action-forbidden',
      details: { allowed: ['note'] },
    },
    {
      title: 'waits until its guard holds',
      story: assigned,
      command: act('resolve', { input: { hours: 101 } }),
      code: 'action-blocked',
      details: { kind: 'conflict' },
    },
    {
      title: 'needs a comment where one is due',
      story: fresh.as(dispatcher),
      command: act('reject'),
      code: 'comment-required',
      details: { pointer: '/comment' },
    },
    {
      title: 'takes no comment where none is',
      story: fresh.as(fixer),
      command: act('take', { comment: 'Mine' }),
      code: 'comment-not-taken',
      details: { pointer: '/comment' },
    },
    {
      title: 'needs to know whom to assign to',
      story: fresh.as(dispatcher),
      command: act('assign'),
      code: 'assignee-required',
      details: { pointer: '/assignee' },
    },
    {
      title: 'assigns to nobody of one’s choice otherwise',
      story: fresh.as(fixer),
      command: act('take', { assignee: fay }),
      code: 'assignee-not-taken',
      details: { pointer: '/assignee' },
    },
    {
      title: 'assigns to offices that there are',
      story: fresh.as(dispatcher),
      command: act('assign', { assignee: { kind: 'office', id: 'nowhere' } }),
      code: 'office-unknown',
      details: { pointer: '/assignee/id' },
    },
    {
      title: 'takes a score only where one is asked',
      story: fresh.as(dispatcher),
      command: act('note', { score: 3 }),
      code: 'score-not-taken',
      details: { pointer: '/score' },
    },
    {
      title: 'takes due times only of timers that it starts',
      story: fresh.as(dispatcher),
      command: act('note', { due: { repair: '2026-02-01T00:00:00Z' } }),
      code: 'timer-not-given',
      details: { pointer: '/due/repair' },
    },
  ];
  for (const { title, story, command, code, details } of refused)
    it(title, () => {
      story.when(command).thenRejected(`case.${code}`, details);
    });

  it('is held against the schema of what it asks', () => {
    assigned.when(act('resolve')).thenRejected('form.invalid-answers');
    assigned.when(act('note', { input: { x: 1 } })).thenRejected('form.invalid-answers');
  });

  it('needs documents to be on the case or to come along', () => {
    const plan = {
      kind: 'plan',
      name: 'p',
      mediaType: 'image/png',
      size: 1,
      sha256: 'f'.repeat(64),
    };
    const officer = { id: 'o', kind: 'staff', roles: ['officer'] } as const;
    const direct = permit((draft) => {
      draft.workflow.actions[3]!.from = ['review'];
    })
      .when(apply())
      .as(officer);
    direct.when(act('grant')).thenRejected('case.documents-missing', { allowed: ['plan'] });
    direct
      .when(act('grant', { documents: [plan] }))
      .then({ type: 'case.acted.v1' }, { type: 'case.closed.v1' });
  });

  it('may carry an assignee though it has no effect on assignment, if it moves the case', () => {
    assigned
      .when(act('ask', { comment: '?', assignee: { kind: 'office', id: 'animals' } }))
      .then(
        { type: 'case.acted.v1' },
        { type: 'case.assigned.v1', data: { after: { id: 'animals' } } },
      );
    assigned.when(act('note', { assignee: fay })).thenRejected('case.assignee-not-taken');
  });

  it('changes priority once', () => {
    const urgent = complaint((draft) => {
      draft.workflow.actions.at(-1)!.effects = [{ effect: 'priority', priority: 'urgent' }];
    })
      .when(submit())
      .as(dispatcher)
      .when(act('note'));
    urgent.then({
      type: 'case.acted.v1',
      data: { priority: { before: 'normal', after: 'urgent' } },
    });
    const [again] = urgent.when(act('note')).decisions;
    expect(again?.event.data).not.to.have.property('priority');
    expect(submitted(urgent).priority).to.equal('urgent');
  });
});
