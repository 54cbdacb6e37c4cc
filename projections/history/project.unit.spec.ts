import { expect } from 'chai';
import { caseEvents } from '../../domain/case/events.js';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory, caseCodec, clerk, timerSet } from '../../test/given/case-story.js';
import { details } from './details.js';
import { caseHistory, stepsFor } from './project.js';

const historyOf = (story: CaseStory) => caseHistory(story.recorded, caseCodec);
const lastOf = (story: CaseStory) => historyOf(story).at(-1);

const photo = {
  id: 'd1',
  kind: 'photo',
  name: 'dogs.jpg',
  mediaType: 'image/jpeg',
  size: 1,
  sha256: '0'.repeat(64),
  version: 1,
};
const person = { kind: 'person', id: 'staff-7' } as const;
const due = instant('2024-01-12T17:00:00Z');

describe('history of a case', () => {
  it('has one step for each fact, with who, when and how', () => {
    const story = new CaseStory()
      .tell('case.submitted.v1', {}, { office: 'front-desk' })
      .tell(
        'case.acted.v1',
        { action: 'take' },
        { at: '2024-01-01T10:00:00Z', recordedAt: '2024-01-02T00:00:00Z' },
      );
    const [submitted, acted] = historyOf(story);
    expect(submitted).to.deep.include({
      revision: 0,
      activity: 'submitted',
      to: 'new',
      actingOffice: 'front-desk',
    });
    expect(acted).to.deep.include({
      revision: 1,
      activity: 'take',
      at: '2024-01-01T10:00:00.000Z',
      recordedAt: '2024-01-02T00:00:00.000Z',
      actor: clerk,
      origin: 'actor',
      channel: 'web',
      from: 'new',
      to: 'working',
    });
  });

  it('tells an action with comment, working time, amounts, documents and answers', () => {
    const amounts = [{ amount: 'fee', before: 0, after: 100 }];
    const told = new CaseStory().tell('case.acted.v1', {
      comment: 'on it',
      workingTime: 60,
      amounts,
      documents: [photo],
      answers: { size: 3, floor: null },
    });
    expect(lastOf(told)).to.deep.include({
      comment: 'on it',
      workingTime: 60,
      amounts,
      documents: ['dogs.jpg'],
      fields: ['size', 'floor'],
    });
  });

  it('leaves out what a fact does not say', () => {
    const step = lastOf(new CaseStory().tell('case.acted.v1'));
    expect(step).to.not.have.any.keys(
      'comment',
      'amounts',
      'timers',
      'documents',
      'fields',
      'rule',
      'actingOffice',
    );
  });

  it('tells a passing timer with the rule behind it', () => {
    const rule = { service: 'complaint', version: 1, rule: 'timer/reply' };
    const story = new CaseStory().tell(
      'case.timer-passed.v1',
      { timer: 'reply', kind: 'statutory', dueAt: due, failures: ['rule.failed'] },
      { origin: 'policy', rule },
    );
    expect(lastOf(story)).to.deep.include({
      activity: 'reply',
      timer: { name: 'reply', kind: 'statutory', dueAt: due },
      rule,
      origin: 'policy',
      audience: 'parties',
      failures: ['rule.failed'],
    });
  });

  it('tells escalations, extensions and moves by timers', () => {
    const assignee = { before: null, after: person };
    const moved = timerSet('moved', 'reply', due);
    const story = new CaseStory()
      .tell('case.escalated.v1', { after: 2, assignee })
      .tell('case.extended.v1', {
        timer: 'reply',
        before: due,
        after: due,
        reason: 'holiday',
        timers: [moved],
      })
      .tell('case.moved.v1', { reason: 'lapsed', workingTime: 7 });
    const [escalated, extended, lapsed] = historyOf(story);
    expect(escalated).to.deep.include({ level: 2, assignee });
    expect(extended).to.deep.include({
      timer: { name: 'reply', dueAt: due },
      reason: 'holiday',
      timers: [moved],
    });
    expect(lapsed).to.deep.include({
      activity: 'lapsed',
      from: 'working',
      to: 'lapsed',
      workingTime: 7,
    });
  });

  it('tells ends with outcome, due time, punctuality and working time', () => {
    const story = new CaseStory()
      .tell('case.resolved.v1', { outcome: 'granted', dueAt: due, onTime: true, workingTime: 5 })
      .tell('case.closed.v1', { outcome: 'granted' })
      .tell('case.outcome-changed.v1', { outcome: { before: 'granted', after: 'annulled' } })
      .tell('case.reopened.v1');
    const [resolved, closed, changed, reopened] = historyOf(story);
    expect(resolved).to.deep.include({
      outcome: 'granted',
      dueAt: due,
      onTime: true,
      workingTime: 5,
    });
    expect(closed).to.deep.include({ activity: 'closed', dueAt: null, onTime: null });
    expect(changed).to.deep.include({ activity: 'outcome-changed', outcome: 'annulled' });
    expect(reopened).to.deep.include({ activity: 'reopened' });
  });

  it('tells changes of header, answers, documents, links, tasks and feedback', () => {
    const link = { kind: 'duplicate', case: '1A2B3C4D5' } as const;
    const office = { before: 'animals', after: 'parks' };
    const story = new CaseStory()
      .tell('case.reclassified.v1', { office, reason: 'not ours' })
      .tell('case.answers-amended.v1', {
        before: {},
        after: { size: 1 },
        personalAnswers: {},
        reason: 'typo',
      })
      .tell('case.document-attached.v1', { document: photo })
      .tell('case.document-reviewed.v1', {
        document: 'd1',
        before: 'pending',
        after: 'rejected',
        reason: 'blurred',
      })
      .tell('case.linked.v1', { link })
      .tell('case.unlinked.v1', { link, reason: 'mistake' })
      .tell('case.tasks-opened.v1', { group: 'checks', tasks: ['fire'] })
      .tell('case.task-completed.v1', {
        group: 'checks',
        task: 'fire',
        result: 'done',
        completes: true,
      })
      .tell('case.feedback-given.v1', { score: 4, scale: 5, comment: 'fine' });
    const expected = [
      { office, reason: 'not ours' },
      { fields: ['size'], reason: 'typo' },
      { documents: ['dogs.jpg'] },
      { documents: ['d1'], verdict: 'rejected', reason: 'blurred' },
      { link },
      { link, reason: 'mistake' },
      { tasks: ['checks/fire'] },
      { tasks: ['checks/fire'], result: 'done' },
      { score: 4, comment: 'fine' },
    ];
    historyOf(story).forEach((step, index) => expect(step).to.deep.include(expected[index]));
  });

  it('never repeats the values of personal answers', () => {
    const story = new CaseStory()
      .tell('case.submitted.v1', {
        answers: { name: 'secret-word' },
        personalAnswers: { name: 'p' },
      })
      .tell('case.answers-amended.v1', {
        before: { name: 'secret-word' },
        after: { name: 'secret-word two' },
        personalAnswers: { name: 'p' },
      });
    expect(JSON.stringify(historyOf(story))).to.not.contain('secret-word');
  });

  it('has words for every fact there is', () => {
    expect(Object.keys(details).toSorted()).to.deep.equal(
      caseEvents.map(({ type }) => type).toSorted(),
    );
  });

  it('leaves out events that are no facts of the case', () => {
    const story = new CaseStory().tell('case.submitted.v1');
    const decode = () => ({ type: 'other.thing.v1', data: {} });
    expect(caseHistory(story.recorded, { decode })).to.deep.equal([]);
    expect(caseHistory(story.recorded, { decode: () => undefined })).to.deep.equal([]);
  });
});

describe('steps for an audience', () => {
  const story = new CaseStory()
    .tell('case.submitted.v1')
    .tell('case.assigned.v1', { before: null, after: person, comment: 'yours' })
    .tell('case.commented.v1', { comment: 'he lies', visibility: 'internal' })
    .tell('case.commented.v1', { comment: 'please wait', visibility: 'parties' })
    .tell('case.commented.v1', { comment: 'done', visibility: 'public' })
    .tell('case.timer-passed.v1', { timer: 'nudge', kind: 'internal', dueAt: due });
  const activitiesFor = (audience: 'internal' | 'parties' | 'public') =>
    stepsFor(audience, historyOf(story)).map(({ revision }) => revision);

  it('are all for whoever works on the case', () =>
    expect(activitiesFor('internal')).to.deep.equal([0, 1, 2, 3, 4, 5]));
  it('leave out what is internal for its parties', () =>
    expect(activitiesFor('parties')).to.deep.equal([0, 3, 4]));
  it('are what was said in public for everybody', () =>
    expect(activitiesFor('public')).to.deep.equal([4]));
});
