import { expect } from 'chai';
import { instant } from '../../domain/kernel/instant.js';
import { CaseStory, clerk } from '../../test/given/case-story.js';
import { fold } from '../fold.js';
import type { CaseBody } from './model.js';
import { casesProjection } from './project.js';

const caseOf = (story: CaseStory): CaseBody => {
  const body = fold(casesProjection, story.events).get(story.reference);
  expect(body, 'document').to.not.equal(undefined);
  return body!;
};

const monday = '2024-01-08T17:00:00.000Z';
const submitted = () => new CaseStory().tell('case.submitted.v1');

describe('cases: a submission', () => {
  it('makes an open case with its header', () => {
    const story = new CaseStory().tell('case.submitted.v1', {
      summary: 'Dogs at the market',
      subject: { registry: 'property', key: 'A-12' },
      aliases: [{ scheme: 'crm', value: '101002296910' }],
      receivedOn: '2023-12-30',
      currency: 'INR',
      amounts: [{ amount: 'fee', before: 0, after: 5000 }],
    });
    expect(caseOf(story)).to.deep.include({
      service: 'complaint',
      version: 1,
      definedBy: 'pb',
      type: 'dogs',
      state: { code: 'new', kind: 'start' },
      status: 'open',
      authority: 'pb.amritsar',
      office: 'animals',
      priority: 'normal',
      channel: 'web',
      language: 'en',
      summary: 'Dogs at the market',
      subject: 'property:A-12',
      aliases: ['crm:101002296910'],
      receivedOn: '2023-12-30',
      currency: 'INR',
      amounts: { fee: 5000 },
      openedAt: '2024-01-01T09:00:00.000Z',
      stateSince: '2024-01-01T09:00:00.000Z',
      lastActionBy: { id: clerk.id, kind: 'staff' },
      revision: 0,
    });
  });

  it('leaves out what is not known, so that a filter tells it apart', () => {
    const story = new CaseStory().tell('case.submitted.v1', {});
    expect(caseOf(story)).to.not.have.any.keys('dueAt', 'assignee', 'outcome', 'location', 'words');
  });

  it('lists the accounts of its parties once, and the parties as stored', () => {
    const party = { kind: 'person', identity: 'none' } as const;
    const parties = [
      { ...party, id: 'p1', role: 'applicant', person: 'person-1', name: 'sealed' },
      { ...party, id: 'p2', role: 'owner', person: 'person-1' },
      { ...party, id: 'p3', role: 'witness' },
    ];
    const body = caseOf(new CaseStory().tell('case.submitted.v1', { parties }));
    expect(body.partyIds).to.deep.equal(['person-1']);
    expect(body.parties).to.deep.equal(parties);
  });

  it('gathers areas and the first point of its places', () => {
    const body = caseOf(
      new CaseStory().tell('case.submitted.v1', {
        places: [
          { role: 'route', areas: ['ward-1'], address: 'Mall Road' },
          {
            role: 'site',
            areas: ['ward-1', 'ward-2'],
            address: 'Hall Bazaar 4',
            geometry: { type: 'Point', coordinates: [74.87, 31.62] },
          },
        ],
      }),
    );
    expect(body.areas).to.deep.equal(['ward-1', 'ward-2']);
    expect(body.location).to.deep.equal({ longitude: 74.87, latitude: 31.62 });
  });

  it('offers alias values and free text of the answers to search, but no codes and nothing personal', () => {
    const body = caseOf(
      new CaseStory().tell('case.submitted.v1', {
        answers: { what: 'three dogs bark', code: 'B2', illness: 'my private matter', count: 3 },
        personalAnswers: { illness: 'person-1' },
        aliases: [{ scheme: 'crm', value: '10:1' }],
      }),
    );
    expect(body.words).to.equal('10:1\nthree dogs bark');
  });

  it('counts documents once, however many versions they have', () => {
    const file = {
      kind: 'photo',
      name: 'a.jpg',
      mediaType: 'image/jpeg',
      size: 1,
      sha256: '0'.repeat(64),
    };
    const story = new CaseStory()
      .tell('case.submitted.v1', { documents: [{ ...file, id: 'd1', version: 1 }] })
      .tell('case.document-attached.v1', {
        document: { ...file, id: 'd2', version: 2, replaces: 'd1' },
      })
      .tell('case.document-attached.v1', { document: { ...file, id: 'd3', version: 1 } });
    expect(caseOf(story).documents).to.equal(2);
  });
});

describe('cases: actions', () => {
  it('move the case, and keep since when it is in its state', () => {
    const story = submitted().tell('case.acted.v1', {}, { at: '2024-01-02T10:00:00Z' });
    expect(caseOf(story)).to.deep.include({
      state: { code: 'working', kind: 'normal' },
      stateSince: '2024-01-02T10:00:00.000Z',
      updatedAt: '2024-01-02T10:00:00.000Z',
    });
  });

  it('that stay in the state leave its beginning as it was', () => {
    const state = { code: 'new', kind: 'start' } as const;
    const story = submitted().tell('case.acted.v1', { from: state, to: state });
    expect(caseOf(story).stateSince).to.equal('2024-01-01T09:00:00.000Z');
  });

  it('change amounts, priority and answers, and add up the working time', () => {
    const story = new CaseStory()
      .tell('case.submitted.v1', { answers: { size: 'two rooms', floor: '1' } })
      .tell('case.acted.v1', {
        amounts: [{ amount: 'paid', before: 0, after: 700 }],
        answers: { size: 'three rooms', floor: null },
        priority: { before: 'normal', after: 'high' },
        workingTime: 1000,
      })
      .tell('case.acted.v1', { workingTime: 500 });
    expect(caseOf(story)).to.deep.include({
      amounts: { paid: 700 },
      answers: { size: 'three rooms' },
      words: 'three rooms',
      priority: 'high',
      workingTime: 1500,
    });
  });

  it('of a policy leave who did the last thing, and count as the last change', () => {
    const system = { id: 'timekeeper', kind: 'system', roles: [] } as const;
    const story = submitted().tell(
      'case.timer-passed.v1',
      { timer: 'penalty', dueAt: instant(monday) },
      { at: monday, origin: 'policy', actor: system },
    );
    const body = caseOf(story);
    expect(body.lastActionBy?.id).to.equal(clerk.id);
    expect(body.updatedAt).to.equal(monday);
  });

  it('by a passing timer move the case as well', () => {
    const body = caseOf(
      submitted().tell('case.acted.v1').tell('case.moved.v1', { workingTime: 5 }),
    );
    expect(body.state.code).to.equal('lapsed');
    expect(body.workingTime).to.equal(5);
  });
});

describe('cases: assignment and escalation', () => {
  const worker = { kind: 'person', id: 'staff-7' } as const;

  it('name whoever works on it, until it goes back to the queue', () => {
    const story = submitted().tell('case.assigned.v1', { before: null, after: worker });
    expect(caseOf(story).assignee).to.deep.equal(worker);
    expect(
      caseOf(story.tell('case.assigned.v1', { before: worker, after: null })),
    ).to.not.have.property('assignee');
  });

  it('escalates to a level with assignee and priority', () => {
    const story = submitted().tell('case.escalated.v1', {
      after: 2,
      assignee: { before: null, after: worker },
      priority: { before: 'normal', after: 'urgent' },
    });
    expect(caseOf(story)).to.deep.include({ escalation: 2, assignee: worker, priority: 'urgent' });
  });

  it('reclassifies what is said and nothing else', () => {
    const story = submitted().tell('case.reclassified.v1', {
      type: { before: 'dogs', after: null },
      office: { before: 'animals', after: 'parks' },
      priority: { before: 'normal', after: 'low' },
      confidentiality: { before: 'normal', after: 'confidential' },
      places: { before: [], after: [{ role: 'site', areas: ['ward-9'] }] },
    });
    const body = caseOf(story);
    expect(body).to.not.have.property('type');
    expect(body).to.deep.include({
      office: 'parks',
      priority: 'low',
      confidentiality: 'confidential',
      areas: ['ward-9'],
    });
    expect(caseOf(submitted().tell('case.reclassified.v1', {})).office).to.equal('animals');
  });
});

describe('cases: the rest', () => {
  it('links and unlinks one case', () => {
    const link = { kind: 'duplicate', case: '1A2B3C4D5' } as const;
    const other = { kind: 'child', case: '1A2B3C4D5' } as const;
    const story = submitted()
      .tell('case.linked.v1', { link })
      .tell('case.linked.v1', { link: other })
      .tell('case.unlinked.v1', { link, reason: 'not the same' });
    expect(caseOf(story).links).to.deep.equal([other]);
  });

  it('keeps the open tasks of every group', () => {
    const story = submitted()
      .tell('case.tasks-opened.v1', { group: 'checks', tasks: ['fire', 'water', 'health'] })
      .tell('case.tasks-opened.v1', { group: 'visits', tasks: ['site'] })
      .tell('case.task-completed.v1', {
        group: 'checks',
        task: 'fire',
        result: 'done',
        completes: false,
      });
    expect(caseOf(story).openTasks).to.deep.equal(['checks/water', 'checks/health', 'visits/site']);
    story.tell('case.task-completed.v1', {
      group: 'checks',
      task: 'water',
      result: 'done',
      completes: true,
    });
    expect(caseOf(story).openTasks).to.deep.equal(['visits/site']);
  });

  it('opens the tasks of a group anew', () => {
    const story = submitted()
      .tell('case.tasks-opened.v1', { group: 'checks', tasks: ['fire', 'water'] })
      .tell('case.tasks-opened.v1', { group: 'checks', tasks: ['fire'] });
    expect(caseOf(story).openTasks).to.deep.equal(['checks/fire']);
  });

  it('amends answers by fields', () => {
    const story = new CaseStory()
      .tell('case.submitted.v1', { answers: { a: 'one two', b: 'x y' } })
      .tell('case.answers-amended.v1', {
        before: { a: 'one two' },
        after: { a: 'two three' },
        personalAnswers: { b: 'person-1' },
      });
    expect(caseOf(story)).to.deep.include({
      answers: { a: 'two three', b: 'x y' },
      words: 'two three',
    });
  });

  it('notes comments and reviews as changes of its revision only', () => {
    const story = submitted();
    const before = caseOf(story);
    story
      .tell('case.commented.v1', { comment: 'seen', visibility: 'internal' })
      .tell('case.document-reviewed.v1', { document: 'd1', before: 'pending', after: 'accepted' });
    expect(caseOf(story)).to.deep.equal({
      ...before,
      revision: 2,
      updatedAt: '2024-01-01T09:02:00.000Z',
    });
  });

  it('refuses a stream that does not begin with a submission', () => {
    const story = new CaseStory().tell('case.acted.v1');
    expect(() => fold(casesProjection, story.events)).to.throw(
      'case-7Q2M4KXPZ begins with case.acted.v1',
    );
  });

  it('touches nothing but cases', () => {
    const [event] = submitted().events;
    const other = { ...event!, stream: 'service-pb-complaint' as never };
    expect(casesProjection.touches(other)).to.deep.equal([]);
    expect(casesProjection.evolve(undefined, { ...event!, type: 'person.named.v1' }, 'x')).to.equal(
      undefined,
    );
  });
});
