import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory, clerk } from '../../test/given/case-story.js';
import { fold } from '../fold.js';
import type { ProjectedEvent } from '../projection.js';
import { eventsProjection } from './project.js';

const viewsOf = (events: readonly ProjectedEvent[]) => [...fold(eventsProjection, events).values()];
const activities = (story: CaseStory) => viewsOf(story.events).map(({ activity }) => activity);

describe('events: the audit view', () => {
  it('holds one document for each event, in order of stream and revision', () => {
    const story = new CaseStory().tell('case.submitted.v1').tell('case.acted.v1');
    expect([...fold(eventsProjection, story.events).keys()]).to.deep.equal([
      'case-7Q2M4KXPZ/000000000',
      'case-7Q2M4KXPZ/000000001',
    ]);
  });

  it('says who, what, where, when and in which conversation', () => {
    const [view] = viewsOf(
      new CaseStory().tell('case.submitted.v1', {}, { office: 'front-desk', channel: 'counter' })
        .events,
    );
    expect(view).to.deep.include({
      stream: 'case-7Q2M4KXPZ',
      revision: 0,
      type: 'case.submitted.v1',
      activity: 'submitted',
      actor: clerk,
      origin: 'actor',
      authority: 'pb.amritsar',
      office: 'front-desk',
      channel: 'counter',
      service: 'complaint',
      reference: '7Q2M4KXPZ',
      occurredAt: '2024-01-01T09:00:00.000Z',
      recordedAt: '2024-01-01T09:00:00.000Z',
      correlationId: 'conversation-7Q2M4KXPZ',
    });
  });

  it('calls activities what people call them', () => {
    const story = new CaseStory()
      .tell('case.submitted.v1')
      .tell('case.acted.v1', { action: 'send-fine' })
      .tell('case.timer-passed.v1', { timer: 'penalty', dueAt: instant('2024-01-10T00:00:00Z') })
      .tell('case.moved.v1', { reason: 'deemed' })
      .tell('case.document-reviewed.v1', { document: 'd', before: 'pending', after: 'accepted' });
    expect(activities(story)).to.deep.equal([
      'submitted',
      'send-fine',
      'penalty',
      'deemed',
      'document-reviewed',
    ]);
  });

  it('tells the states of a move and what amounts rose by', () => {
    const story = new CaseStory().tell('case.acted.v1', {
      amounts: [
        { amount: 'expense', before: 100, after: 1350 },
        { amount: 'paid', before: 500, after: 0 },
      ],
    });
    expect(viewsOf(story.events)[0]).to.deep.include({
      from: 'new',
      to: 'working',
      changes: { expense: 1250, paid: -500 },
    });
  });

  it('is silent about states that did not change and amounts there are none of', () => {
    const state = { code: 'new', kind: 'start' } as const;
    const [view] = viewsOf(
      new CaseStory().tell('case.acted.v1', { from: state, to: state }).events,
    );
    expect(view).to.not.have.any.keys('from', 'to', 'changes', 'rule', 'office', 'causationId');
  });

  it('names the rule behind a policy', () => {
    const rule = { service: 'traffic-fine', version: 3, rule: 'timer/penalty' };
    const [view] = viewsOf(
      new CaseStory().tell('case.submitted.v1', {}, { origin: 'policy', rule }).events,
    );
    expect(view?.rule).to.deep.equal(rule);
  });

  it('carries no words or values of a case', () => {
    const story = new CaseStory().tell('case.submitted.v1', {
      summary: 'secret-word',
      answers: { a: 'secret-word' },
      parties: [
        { id: 'p1', role: 'applicant', kind: 'person', identity: 'none', name: 'secret-word' },
      ],
      aliases: [{ scheme: 'crm', value: 'secret-word' }],
    });
    story.tell('case.commented.v1', { comment: 'secret-word', visibility: 'internal' });
    expect(JSON.stringify(viewsOf(story.events))).to.not.contain('secret-word');
  });

  it('takes events of any stream, with the service they are about', () => {
    const [event] = new CaseStory().tell('case.submitted.v1').events;
    const about = (stream: string, meta = {}) =>
      viewsOf([
        {
          ...event!,
          stream: stream as never,
          type: 'service.published.v1',
          meta: { ...event!.meta, ...meta },
        },
      ])[0];
    expect(about('service-pb.amritsar-trade-licence')).to.include({
      service: 'trade-licence',
      activity: 'published',
    });
    expect(about('account-1')).to.not.have.any.keys('service', 'reference');
    expect(
      about('account-1', { rule: { service: 'complaint', version: 1, rule: 'x' } }),
    ).to.include({ service: 'complaint' });
    expect(about('account-1', { causationId: 'cause' })).to.include({ causationId: 'cause' });
  });
});
