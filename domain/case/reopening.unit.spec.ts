import { expect } from 'chai';
import {
  act,
  asha,
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
const hour = 3_600_000;
const resolve = act('resolve', { input: { hours: 1 } });
const assigned = (story = complaint()): CaseStory =>
  story
    .when(submit({ type: 'dogs' }))
    .as(dispatcher)
    .when(act('assign', { assignee: fay }))
    .as(fixer);
const resolved = assigned().at('2026-01-06T09:00:00Z').when(resolve);

describe('reopening', () => {
  const reopened = resolved.as(asha).at('2026-01-08T12:00:00Z').when(act('reopen'));

  it('brings the case back to work, and counts', () => {
    reopened.then(
      { type: 'case.acted.v1' },
      {
        type: 'case.reopened.v1',
        data: {
          on: '2026-01-08',
          outcome: 'settled',
          closedAt: '2026-01-06T09:00:00.000Z',
          count: 1,
        },
      },
    );
    const { status, ending, reopened: count } = submitted(reopened);
    expect({ status, ending, count }).to.deep.equal({ status: 'open', ending: null, count: 1 });
  });

  it('gives it its limits anew, and ends what waited for its closing', () => {
    expect(timer(reopened, 'repair')).to.deep.include({
      status: 'running',
      from: '2026-01-08T12:00:00.000Z',
      dueAt: '2026-01-09T12:00:00.000Z',
    });
    expect(timer(reopened, 'close')).to.deep.include({ status: 'ended', by: 'leaving' });
  });

  const missed = (story = complaint()): CaseStory =>
    assigned(story).at('2026-01-09T10:00:00Z').when(resolve).as(asha).when(act('reopen'));

  it('gives a limit that was missed anew, too, and the way up from its first level', () => {
    const late = missed();
    expect(timer(late, 'repair')).to.deep.include({
      status: 'running',
      from: '2026-01-09T10:00:00.000Z',
      dueAt: '2026-01-12T10:00:00.000Z',
    });
    expect(timer(late, 'escalation.1')?.status).not.to.equal('running');
    expect(submitted(late).level).to.equal(0);
    const again = late.at('2026-01-12T10:00:00Z').when(settle);
    expect(submitted(again).level).to.equal(1);
  });

  it('leaves a statutory deadline that had passed as it was: what follows on it happens once', () => {
    const late = missed(
      complaint((draft) => {
        draft.workflow.timers[0]!.kind = 'statutory';
      }),
    );
    expect(timer(late, 'repair')?.status).to.equal('passed');
  });

  it('keeps a due time that was given', () => {
    const given = complaint((draft) => {
      draft.workflow.timers[0]!.length = 'given';
    })
      .as(dispatcher)
      .when(submit({ due: { repair: '2026-01-06T12:00:00Z' } }))
      .when(act('reject', { comment: 'No' }));
    const again = given.at('2026-01-06T13:00:00Z').when(act('reopen'));
    again.then(
      {
        type: 'case.acted.v1',
        data: {
          timers: [{ change: 'resumed', timer: 'repair', dueAt: '2026-01-06T12:00:00.000Z' }],
        },
      },
      { type: 'case.reopened.v1' },
    );
    again
      .at('2026-01-06T14:00:00Z')
      .when(settle)
      .then(
        { type: 'case.timer-passed.v1', at: '2026-01-06T13:00:00Z' },
        { type: 'case.escalated.v1' },
      );
  });

  it('into a state with a stopped clock begins with its limits paused', () => {
    const stopped = complaint((draft) => {
      draft.workflow.actions.find(({ code }) => code === 'reopen')!.to = 'waiting';
    });
    const again = assigned(stopped).when(resolve).as(asha).when(act('reopen'));
    expect(timer(again, 'repair')?.status).to.equal('paused');
  });

  it('counts no working time while it was resolved', () => {
    const again = reopened.at('2026-01-08T13:00:00Z').as(fixer).when(resolve);
    expect(submitted(again).workingTime).to.equal(8 * hour);
    expect(submitted(again).reopened).to.equal(1);
  });
});
