import { expect } from 'chai';
import {
  act,
  anybody,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  settle,
  submit,
  submitted,
  type CaseStory,
} from '../../test/given/case.js';

const fay = { kind: 'person', id: 'fay' };
const resolve = act('resolve', { input: { hours: 1 } });
const assigned = (story = complaint()): CaseStory =>
  story
    .when(submit({ type: 'dogs' }))
    .as(dispatcher)
    .when(act('assign', { assignee: fay }))
    .as(fixer);
const resolved = assigned().at('2026-01-06T09:00:00Z').when(resolve);
const feedback = command('give-feedback', { score: 4, comment: 'Thanks' });

describe('feedback', () => {
  it('is given once for each ending', () => {
    const given = resolved.as(asha).when(feedback);
    given.then({
      type: 'case.feedback-given.v1',
      data: { score: 4, scale: 5, comment: 'Thanks' },
    });
    given.when(feedback).thenRejected('case.feedback-given');
    const again = given.when(act('reopen')).as(fixer).when(resolve).as(asha);
    again.when(feedback).then({ type: 'case.feedback-given.v1' });
  });

  it('stays with a resolved case that is then closed', () => {
    const closed = resolved.as(asha).when(feedback).at('2026-02-01T00:00:00Z').when(settle);
    expect(submitted(closed).ending).to.containSubset({
      closedAt: '2026-01-09T09:00:00.000Z',
      feedback: { score: 4 },
    });
  });

  const refused = [
    {
      title: 'not before the case is resolved',
      story: assigned().as(asha),
      code: 'feedback-too-early',
    },
    {
      title: 'not when the time for it is over',
      story: resolved.as(asha).at('2026-01-16T09:00:00.001Z'),
      code: 'feedback-too-late',
    },
    { title: 'not by strangers', story: resolved.as(anybody), code: 'not-permitted' },
  ];
  for (const { title, story, code } of refused)
    it(`is given ${title}`, () => {
      story.when(feedback).thenRejected(`case.${code}`);
    });

  it('counts its time from the closing', () => {
    resolved
      .as(asha)
      .at('2026-01-16T09:00:00Z')
      .when(feedback)
      .then(
        { type: 'case.timer-passed.v1' },
        { type: 'case.acted.v1' },
        { type: 'case.closed.v1', at: '2026-01-09T09:00:00Z' },
        { type: 'case.feedback-given.v1' },
      );
  });

  it('keeps to the scale', () => {
    resolved
      .as(asha)
      .when(command('give-feedback', { score: 6 }))
      .thenRejected('case.score-out-of-scale', { pointer: '/score' });
    resolved
      .as(asha)
      .when(act('rate', { score: 6 }))
      .thenRejected('case.score-out-of-scale');
    resolved.as(asha).when(act('rate')).thenRejected('case.score-required', { pointer: '/score' });
  });

  it('is for services that ask for it', () => {
    const mute = complaint((draft) => {
      delete draft.feedback;
      draft.workflow.actions = draft.workflow.actions.filter(({ code }) => code !== 'rate');
    });
    assigned(mute).when(resolve).as(asha).when(feedback).thenRejected('case.feedback-not-asked');
  });
});
