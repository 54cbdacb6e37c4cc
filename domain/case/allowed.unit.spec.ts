import { expect } from 'chai';
import {
  act,
  anybody,
  apply,
  asha,
  command,
  complaint,
  dispatcher,
  fixer,
  permit,
  submit,
  submitted,
  type CaseStory,
} from '../../test/given/case.js';
import { relationOf } from './access.js';
import { allowedActions, allowedOperations } from './allowed.js';
import { nextDueAt } from './due.js';
import { openStarts } from './operations/starts.js';

const fay = { kind: 'person', id: 'fay' };
const fresh = complaint().when(submit());
const assigned = fresh.as(dispatcher).when(act('assign', { assignee: fay }));
const actions = (story: CaseStory) => allowedActions(story.state, story.context);
const codes = (story: CaseStory) => actions(story).map(({ code }) => code);
const operations = (story: CaseStory) => allowedOperations(story.state, story.context);

describe('the actions that are allowed', () => {
  it('are those of the state for the actor, in the order of the service', () => {
    expect(codes(complaint())).to.deep.equal([]);
    expect(codes(fresh)).to.deep.equal([]);
    expect(codes(fresh.as(dispatcher))).to.deep.equal(['assign', 'reject', 'note']);
    expect(codes(assigned.as(fixer))).to.deep.equal(['ask', 'resolve', 'note']);
  });

  it('come with their title, where they lead and what they ask', () => {
    const [assign, reject, note] = actions(fresh.as(dispatcher));
    expect(assign).to.deep.equal({
      code: 'assign',
      title: { en: 'Assign' },
      to: 'assigned',
      blocked: [],
      asks: { comment: 'optional', assignee: 'required', input: false, score: null, documents: [] },
    });
    expect(reject?.asks).to.include({ comment: 'required', assignee: 'none' });
    expect(note).to.deep.include({ to: 'new' });
    const [ask, resolve] = actions(assigned.as(fixer));
    expect(ask?.asks.assignee).to.equal('optional');
    expect(resolve?.asks.input).to.equal(true);
    const rated = assigned
      .as(fixer)
      .when(act('resolve', { input: { hours: 1 } }))
      .as(asha);
    expect(actions(rated)[0]?.asks.score).to.equal(5);
  });

  it('say what blocks them', () => {
    const officer = { id: 'o', kind: 'staff', roles: ['officer'] } as const;
    const direct = permit((draft) => {
      Object.assign(draft.workflow.actions[3]!, { from: ['review'], guard: 'amounts.paid > 0' });
    })
      .when(apply())
      .as(officer);
    expect(actions(direct)[0]?.blocked).to.deep.equal([
      { reason: 'documents', kinds: ['plan'] },
      { reason: 'guard' },
    ]);
    direct.when(act('fly')).thenRejected('case.action-unknown', { allowed: ['refuse'] });
    const paid = direct
      .as({ id: 'till', kind: 'system', roles: ['payment'] })
      .when(act('pay', { input: { sum: 1 } }));
    expect(actions(paid.as(officer))[0]?.blocked).to.deep.equal([
      { reason: 'documents', kinds: ['plan'] },
    ]);
  });

  it('say in the words of the definition what the guard waits for, and refuse with them', () => {
    const guardMessage = { en: 'The fee is not paid yet.', hi: 'शुल्क अभी नहीं चुकाया गया।' };
    const officer = { id: 'o', kind: 'staff', roles: ['officer'] } as const;
    const told = permit((draft) => {
      const guard = 'amounts.paid > 0';
      Object.assign(draft.workflow.actions[3]!, { from: ['review'], guard, guardMessage });
    })
      .when(apply())
      .as(officer);
    const [first] = actions(told);
    expect(first?.blocked.at(-1)).to.deep.equal({ reason: 'guard', message: guardMessage });
    const plan = { kind: 'plan', name: 'a.pdf', mediaType: 'application/pdf', size: 1 };
    told
      .when(act(first?.code ?? '', { documents: [{ ...plan, sha256: 'a'.repeat(64) }] }))
      .thenRejected('case.action-blocked', { text: guardMessage });
  });

  it('are not blocked by a guard on their own input, nor by a calendar that is missing', () => {
    expect(actions(assigned.as(fixer))[1]).to.deep.include({ code: 'resolve', blocked: [] });
    const careful = complaint((draft) => {
      draft.workflow.actions[4]!.guard = 'input.hours != null and input.hours < 5';
    });
    const working = careful
      .when(submit())
      .as(dispatcher)
      .when(act('assign', { assignee: fay }));
    expect(actions(working.as(fixer))[1]).to.deep.include({ code: 'resolve', blocked: [] });
    const direct = permit((draft) => {
      Object.assign(draft.workflow.actions[4]!, { guard: 'amounts.paid > 0' });
    })
      .when(apply())
      .as({ id: 'o', kind: 'staff', roles: ['officer'] });
    const reference = { ...direct.context.reference, calendar: () => undefined };
    expect(actions(direct.with({ reference }))[0]?.blocked).to.deep.equal([]);
  });
});

describe('the operations that are allowed', () => {
  it('are those of the actor that make sense now', () => {
    expect(operations(complaint())).to.deep.equal([]);
    expect(operations(fresh)).to.deep.equal([
      'comment',
      'amend-answers',
      'attach-document',
      'settle',
    ]);
    expect(operations(fresh.as(anybody))).to.deep.equal(['settle']);
    expect(operations(fresh.as(dispatcher))).to.deep.equal([
      'comment',
      'assign',
      'amend-answers',
      'attach-document',
      'link',
      'extend',
      'escalate',
      'reclassify',
      'settle',
    ]);
  });

  it('follow what is on the case', () => {
    const linked = assigned.when(command('link', { link: { kind: 'child', case: 'X' } }));
    expect(operations(linked)).to.include('unlink').and.not.include('amend-answers');
    const rejected = linked.when(act('reject', { comment: 'No' }));
    expect(operations(rejected)).to.deep.equal([
      'comment',
      'link',
      'unlink',
      'give-feedback',
      'settle',
    ]);
  });

  it('leave out what the service does not have', () => {
    const plain = complaint((draft) => {
      delete draft.feedback;
      delete draft.escalation;
      draft.workflow.actions = draft.workflow.actions.filter(({ code }) => code !== 'rate');
    })
      .when(submit())
      .as(dispatcher);
    expect(operations(plain)).not.to.include('escalate');
    expect(operations(plain.when(act('reject', { comment: 'No' })))).not.to.include(
      'give-feedback',
    );
  });
});

describe('the relation of an actor to a case', () => {
  const relation = (story: CaseStory) => relationOf(submitted(story), story.context);

  it('says what they are to it', () => {
    expect(relation(fresh)).to.containSubset({
      parties: [{ id: 'p1' }],
      assigned: false,
      staff: false,
      ofOffice: false,
    });
    expect(relation(assigned.as(fixer).with({ office: 'helpdesk' }))).to.deep.equal({
      parties: [],
      assigned: true,
      staff: true,
      ofOffice: true,
    });
  });
});

describe('what a page may want to know', () => {
  it('is how one may begin', () => {
    expect(openStarts(complaint().context).map(({ code }) => code)).to.deep.equal(['report']);
  });

  it('is when something happens next', () => {
    expect(nextDueAt(submitted(fresh))).to.equal('2026-01-08T10:00:00.000Z');
    expect(nextDueAt(submitted(assigned.when(act('reject', { comment: 'No' }))))).to.equal(null);
  });
});
