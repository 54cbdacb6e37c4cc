import { expect } from 'chai';
import {
  act,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  submit,
  submitted,
  type CaseStory,
} from '../../test/given/case.js';
import { neededFacts } from './needed-facts.js';

const fay = { kind: 'person', id: 'fay' } as const;
const person = (id: string) => ({ kind: 'person', id });
const assign = (assignee: object | null) => command('assign', { assignee });

/** The complaint with a rule for whoever enters `new` or `assigned`. */
const ruled = (rule: object, states = ['new']): CaseStory =>
  complaint((draft) => {
    draft.assignment = [{ states, ...rule }];
  });
const last = (story: CaseStory) => story.decisions.at(-1);

describe('assigning by hand', () => {
  const fresh = complaint().when(submit()).as(dispatcher);

  it('says who had the case before', () => {
    fresh
      .when(assign(fay))
      .when(command('assign', { assignee: null, comment: 'Back' }))
      .then({ type: 'case.assigned.v1', data: { before: fay, after: null, comment: 'Back' } });
  });

  it('to whom it is already changes nothing', () => {
    fresh.when(assign(fay)).when(assign(fay)).thenNothing();
    fresh.when(assign(null)).thenNothing();
  });

  it('is for those who work on the case', () => {
    fresh
      .as(asha)
      .when(assign(fay))
      .thenRejected('case.not-permitted', {
        allowed: ['comment', 'amend-answers', 'attach-document', 'give-feedback', 'settle'],
      });
    const vendor = { id: 'w', kind: 'vendor', roles: [], onBehalfOf: 'works' } as const;
    fresh.as(vendor).when(assign(fay)).thenRejected('case.not-permitted');
    fresh
      .when(assign({ kind: 'vendor', id: 'works' }))
      .as(vendor)
      .when(assign(fay))
      .then({ type: 'case.assigned.v1' });
  });

  it('needs an office that there is, and a case that is not closed', () => {
    fresh
      .when(assign({ kind: 'office', id: 'nowhere' }))
      .thenRejected('case.office-unknown', { pointer: '/assignee/id' });
    fresh
      .when(act('reject', { comment: 'No' }))
      .when(assign(fay))
      .thenRejected('case.closed');
  });
});

describe('the effects of an action on assignment', () => {
  const fresh = complaint().when(submit());
  const assigned = fresh.as(dispatcher).when(act('assign', { assignee: fay }));

  it('give the case to the actor, be it a vendor for whom they work', () => {
    expect(submitted(fresh.as(fixer).when(act('take'))).assignee).to.deep.equal(fay);
    const vendor = { id: 'w', kind: 'vendor', roles: ['fixer'], onBehalfOf: 'works' } as const;
    const taken = fresh.as(vendor).when(act('take'));
    expect(submitted(taken).assignee).to.deep.equal({ kind: 'vendor', id: 'works' });
  });

  it('give it to nobody', () => {
    assigned
      .when(act('reject', { comment: 'No' }))
      .then(
        { type: 'case.acted.v1' },
        { type: 'case.closed.v1' },
        { type: 'case.assigned.v1', data: { before: fay, after: null } },
      );
  });

  it('give it back to whoever had it last in that state', () => {
    const reopened = assigned
      .when(act('reject', { comment: 'No' }))
      .as(asha)
      .when(act('reopen'));
    expect(submitted(reopened).assignee).to.deep.equal(fay);
    const never = fresh
      .as(dispatcher)
      .when(act('reject', { comment: 'No' }))
      .when(act('reopen'));
    expect(submitted(never).assignee).to.equal(null);
  });

  it('leave it to the rule of the state, where nobody is chosen', () => {
    const chosen = ruled({ strategy: 'queue', office: 'animals' }, ['assigned']);
    const queued = chosen.when(submit()).as(dispatcher).when(act('assign'));
    queued.then(
      { type: 'case.acted.v1', rule: null },
      {
        type: 'case.assigned.v1',
        rule: 'assignment/assigned',
        data: { after: { kind: 'office', id: 'animals' }, basis: { strategy: 'queue' } },
      },
    );
    const named = chosen
      .when(submit())
      .as(dispatcher)
      .when(act('assign', { assignee: fay }));
    named.then({ type: 'case.acted.v1' }, { type: 'case.assigned.v1', rule: null });
  });

  it('apply the rule of the state again', () => {
    const again = complaint((draft) => {
      draft.assignment = [{ states: ['new'], strategy: 'queue', office: 'animals' }];
      draft.workflow.actions.at(-1)!.effects = [{ effect: 'assign', to: 'rule' }];
    });
    const noted = again.when(submit()).as(dispatcher).when(assign(fay)).when(act('note'));
    expect(submitted(noted).assignee).to.deep.equal({ kind: 'office', id: 'animals' });
  });
});

describe('a rule of assignment', () => {
  it('applies on entering its states, not on staying there', () => {
    const queued = ruled({ strategy: 'queue', office: 'animals' }).when(submit());
    queued.then(
      { type: 'case.submitted.v1' },
      { type: 'case.assigned.v1', rule: 'assignment/new', data: { before: null } },
    );
    queued.as(dispatcher).when(assign(fay)).when(act('note')).then({ type: 'case.acted.v1' });
  });

  it('says nothing where nobody comes of it', () => {
    ruled({ strategy: 'queue' }).when(submit()).then({ type: 'case.submitted.v1' });
    ruled({ strategy: 'least-loaded', role: 'pilot' })
      .when(submit())
      .then({ type: 'case.submitted.v1' });
  });

  it('chooses the least loaded, and records the workload', () => {
    const story = ruled({ strategy: 'least-loaded', role: 'fixer' });
    const workload = { fay: 4, finn: 2, flo: 3, dot: 0 };
    story
      .with({ facts: { workload } })
      .when(submit())
      .then(
        { type: 'case.submitted.v1' },
        {
          type: 'case.assigned.v1',
          rule: 'assignment/new',
          data: {
            after: person('finn'),
            basis: { strategy: 'least-loaded', workload: { fay: 4, finn: 2, flo: 3 } },
          },
        },
      );
  });

  it('does not always choose the first of several with as little', () => {
    const story = ruled({ strategy: 'least-loaded', role: 'fixer' });
    const chosen = new Set(
      Array.from({ length: 12 }, (_, index) =>
        JSON.stringify(
          submitted(story.with({ newReference: `REFERENCE${index}` }).when(submit())).assignee,
        ),
      ),
    );
    expect(chosen.size).to.equal(3);
  });

  it('decides again as it was recorded, whatever the workload is now', () => {
    const bases = { new: { strategy: 'least-loaded', workload: { ida: 1, ivo: 0 } } };
    const story = ruled({ strategy: 'least-loaded', role: 'fixer' });
    const replayed = story.with({ facts: { workload: { fay: 0 }, bases } }).when(submit());
    expect(submitted(replayed).assignee).to.deep.equal(person('ivo'));
  });

  const turns = ruled({ strategy: 'round-robin', office: 'helpdesk', role: 'fixer' });
  const inTurn = [
    { last: 'fay', next: 'finn' },
    { last: 'finn', next: 'flo' },
    { last: 'flo', next: 'fay' },
    { last: 'gone', next: 'fay' },
  ];
  for (const { last: before, next } of inTurn)
    it(`chooses ${next} after ${before}`, () => {
      const chosen = turns.with({ facts: { last: { 'helpdesk/fixer': before } } }).when(submit());
      expect(submitted(chosen).assignee).to.deep.equal(person(next));
      expect(last(chosen)?.event.data).to.deep.include({
        basis: { strategy: 'round-robin', turn: 'helpdesk/fixer', last: before },
      });
    });

  it('takes turns again as it was recorded', () => {
    const bases = { new: { strategy: 'round-robin', last: 'finn' } };
    const facts = { last: { 'helpdesk/fixer': 'fay' }, bases };
    const replayed = turns.with({ facts }).when(submit());
    expect(submitted(replayed).assignee).to.deep.equal(person('flo'));
    const first = turns.when(submit());
    const again = turns.with({
      facts: { ...facts, bases: { new: { strategy: 'round-robin' } } },
    });
    expect(submitted(again.when(submit())).assignee).to.deep.equal(submitted(first).assignee);
  });

  const byArea = ruled({ strategy: 'by-area' });
  const areas = [
    { title: 'the office of the area for this service', areas: ['north'], office: 'animals' },
    { title: 'that of an area above', areas: ['n1'], office: 'animals' },
    {
      title: 'that of the first area that has one',
      areas: ['south', 'n1'],
      office: 'animals',
    },
    { title: 'its own office where no area has one', areas: ['south'], office: 'helpdesk' },
  ];
  for (const { title, areas: codes, office } of areas)
    it(`chooses ${title}`, () => {
      const places = [{ role: 'site', areas: codes }];
      const { assignee } = submitted(byArea.when(submit({ places })));
      expect(assignee).to.deep.equal({ kind: 'office', id: office });
    });

  it('keeps whoever had the case last in the state', () => {
    const story = ruled({ strategy: 'keep-last', role: 'fixer' }, ['assigned'])
      .when(submit())
      .with({ facts: { workload: { fay: 1, finn: 0, flo: 2 } } })
      .as(dispatcher)
      .when(act('assign'));
    expect(submitted(story).assignee).to.deep.equal(person('finn'));
    const back = story
      .when(assign(person('flo')))
      .as(fixer)
      .when(act('ask', { comment: '?', assignee: { kind: 'office', id: 'helpdesk' } }))
      .as(asha)
      .when(act('answer'));
    expect(submitted(back).assignee).to.deep.equal(person('flo'));
  });

  it('keeps the present one where it can choose among nobody', () => {
    const story = ruled({ strategy: 'keep-last' }, ['waiting'])
      .when(submit())
      .as(dispatcher)
      .when(act('assign', { assignee: fay }))
      .as(fixer)
      .when(act('ask', { comment: '?' }));
    expect(submitted(story).assignee).to.deep.equal(fay);
  });
});

describe('the facts that an assignment needs', () => {
  const needs = (story: CaseStory, asked = submit()) =>
    neededFacts(asked, story.state, story.context);
  const nothing = { workload: [], last: [], cases: [] };

  it('are none for services that assign by hand, queue or area', () => {
    expect(needs(complaint())).to.deep.equal(nothing);
    expect(needs(ruled({ strategy: 'queue' }))).to.deep.equal(nothing);
  });

  it('are the workload of the staff of every office that the case may come to', () => {
    const story = ruled({ strategy: 'least-loaded', role: 'fixer' });
    expect(needs(story).workload).to.have.members(['fay', 'finn', 'flo']);
    expect(needs(story, submit({ type: 'dogs' })).workload).to.include('dot');
    const moved = command('reclassify', { office: 'helpdesk', reason: 'x' });
    expect(needs(story.when(submit({ type: 'dogs' })), moved).workload).to.include('fay');
  });

  it('are none where a command can not come to a rule, unless something is due before it', () => {
    const story = ruled({ strategy: 'least-loaded', role: 'fixer' }, ['assigned']);
    const dogs = story.when(submit({ type: 'dogs' })).as(dispatcher);
    for (const asked of [act('note'), act('fly'), command('assign', { assignee: fay })])
      expect(needs(dogs, asked)).to.deep.equal(nothing);
    expect(needs(dogs.at('2026-01-06T10:00:00Z'), act('note')).workload).to.deep.equal(['dot']);
    const task = command('complete-task', { group: 'g', task: 't' });
    for (const asked of [act('assign'), task])
      expect(needs(dogs, asked).workload).to.deep.equal(['dot']);
    const again = complaint((draft) => {
      draft.assignment = [{ states: ['new'], strategy: 'least-loaded', role: 'fixer' }];
      draft.workflow.actions.at(-1)!.effects = [{ effect: 'assign', to: 'rule' }];
    });
    expect(needs(again.when(submit({ type: 'dogs' })), act('note')).workload).to.deep.equal([
      'dot',
    ]);
  });

  it('are who had the last turn', () => {
    const story = ruled({ strategy: 'round-robin', role: 'fixer' });
    expect(needs(story).last).to.include('helpdesk/fixer');
  });
});
