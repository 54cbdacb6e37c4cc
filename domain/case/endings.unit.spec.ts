import { expect } from 'chai';
import {
  act,
  apply,
  asha,
  complaint,
  dispatcher,
  fixer,
  permit,
  settle,
  submit,
  submitted,
  type CaseStory,
} from '../../test/given/case.js';

const fay = { kind: 'person', id: 'fay' };
const hour = 3_600_000;
const resolve = act('resolve', { input: { hours: 1 } });
const assigned = (story = complaint()): CaseStory =>
  story
    .when(submit({ type: 'dogs' }))
    .as(dispatcher)
    .when(act('assign', { assignee: fay }))
    .as(fixer);
const resolved = assigned().at('2026-01-06T09:00:00Z').when(resolve);

describe('resolving and closing', () => {
  it('say when the case began, what was promised and how long it took', () => {
    const told = {
      service: 'complaint',
      type: 'dogs',
      office: 'animals',
      on: '2026-01-06',
      outcome: 'settled',
      openedAt: '2026-01-05T10:00:00.000Z',
      dueAt: '2026-01-06T10:00:00.000Z',
      workingTime: 7 * hour,
      onTime: true,
    };
    assigned()
      .at('2026-01-06T09:59:59Z')
      .when(resolve)
      .then(
        { type: 'case.acted.v1' },
        { type: 'case.resolved.v1', data: { ...told, workingTime: 8 * hour - 1000 } },
      );
    expect(submitted(resolved).status).to.equal('resolved');
    resolved
      .as(asha)
      .at('2026-01-07T10:00:00Z')
      .when(act('rate', { score: 5 }))
      .then(
        { type: 'case.acted.v1' },
        {
          type: 'case.closed.v1',
          data: { ...told, on: '2026-01-07', resolvedAt: '2026-01-06T09:00:00.000Z' },
        },
        { type: 'case.feedback-given.v1', data: { score: 5, scale: 5 } },
      );
  });

  const cases = [
    { at: '2026-01-06T10:00:00.000Z', onTime: true },
    { at: '2026-01-06T10:00:00.001Z', onTime: false },
  ];
  for (const { at, onTime } of cases)
    it(`are ${onTime ? 'on time' : 'late'} when resolved at ${at}, however late the closing`, () => {
      const late = assigned().at(at).when(resolve);
      expect(late.decisions.at(-1)?.event.data).to.include({ onTime });
      const closed = late.at('2026-02-01T10:00:00Z').when(settle);
      expect(closed.decisions.at(-1)?.event).to.deep.include({ type: 'case.closed.v1' });
      expect(closed.decisions.at(-1)?.event.data).to.include({ onTime });
    });

  it('are neither late nor on time without a due time', () => {
    const free = assigned(complaint((draft) => delete draft.standard)).when(resolve);
    expect(free.decisions.at(-1)?.event.data).to.include({ onTime: null, dueAt: null });
  });

  it('are judged by the closing where resolution does not end the limit', () => {
    const strict = complaint(
      (draft) => (draft.workflow.timers[0]!.endedBy = { resolution: false }),
    );
    const rated = assigned(strict)
      .when(resolve)
      .as(asha)
      .at('2026-01-07T10:00:00Z')
      .when(act('rate', { score: 5 }));
    const closing = rated.decisions.find(({ event }) => event.type === 'case.closed.v1');
    expect(closing?.event.data).to.include({ onTime: false });
  });

  it('happen on submission where the case begins so', () => {
    const recorded = complaint((draft) => {
      (draft.start as { state: string }[])[0]!.state = 'closed';
    });
    recorded.when(submit()).then({ type: 'case.submitted.v1' }, { type: 'case.closed.v1' });
  });

  it('close a case that was never resolved', () => {
    const rejected = assigned()
      .as(dispatcher)
      .when(act('reject', { comment: 'No' }));
    expect(submitted(rejected).ending).to.deep.equal({
      outcome: 'invalid',
      resolvedAt: null,
      closedAt: '2026-01-05T10:00:00.000Z',
      feedback: null,
    });
  });
});

describe('another outcome of an ended case', () => {
  it('is said, not closed again', () => {
    const revoked = permit((draft) => {
      draft.workflow.actions[4]!.from = ['review', 'granted'];
    })
      .when(apply())
      .at('2026-02-05T00:00:00Z')
      .when(settle)
      .as({ id: 'o', kind: 'staff', roles: ['officer'] });
    revoked.when(act('refuse')).then(
      { type: 'case.acted.v1' },
      {
        type: 'case.outcome-changed.v1',
        data: { outcome: { before: 'granted', after: 'refused' } },
      },
    );
  });

  it('of a resolved case is said too', () => {
    const other = complaint((draft) => {
      draft.workflow.states.push({
        code: 'doubtful',
        title: { en: 'Doubtful' },
        kind: 'resolved',
        outcome: 'invalid',
      });
      draft.workflow.actions.at(-1)!.to = 'doubtful';
    });
    assigned(other)
      .when(resolve)
      .when(act('note'))
      .then({ type: 'case.acted.v1' }, { type: 'case.outcome-changed.v1' });
  });

  it('of a closed case that is only resolved again is an ending anew', () => {
    const back = complaint((draft) => {
      draft.workflow.actions.find(({ code }) => code === 'reopen')!.to = 'resolved';
    });
    const again = assigned(back)
      .as(dispatcher)
      .when(act('reject', { comment: 'No' }))
      .when(act('reopen'));
    again.then(
      { type: 'case.acted.v1' },
      { type: 'case.reopened.v1', data: { outcome: 'invalid', count: 1 } },
      { type: 'case.resolved.v1', data: { outcome: 'settled' } },
    );
  });
});
