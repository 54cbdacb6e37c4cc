import { expect } from 'chai';
import {
  anybody,
  apply,
  asha,
  complaint,
  dispatcher,
  permit,
  submit,
  submitted,
} from '../../test/given/case.js';

const story = complaint();
const complainant = { role: 'complainant', kind: 'person' } as const;
const parties = (of: typeof story) => submitted(of).parties;

describe('the parties of a case', () => {
  it('include a citizen who submits for themselves', () => {
    expect(parties(story.when(submit()))).to.deep.equal([
      { id: 'p1', role: 'complainant', kind: 'person', person: 'asha', identity: 'contact' },
    ]);
  });

  it('are the citizen’s own when they only give their name', () => {
    expect(
      parties(story.when(submit({ parties: [{ ...complainant, name: 'Asha' }] }))),
    ).to.deep.equal([
      { ...complainant, id: 'p1', name: 'Asha', person: 'asha', identity: 'contact' },
    ]);
  });

  it('include whom a clerk acts for', () => {
    const clerk = { ...dispatcher, onBehalfOf: 'asha' };
    expect(parties(story.as(clerk).when(submit({ start: 'report' })))).to.containSubset([
      { person: 'asha' },
    ]);
  });

  it('are nobody when one reports without a name', () => {
    expect(parties(story.as(anybody).when(submit()))).to.deep.equal([]);
  });

  it('are anonymous where the service must have one', () => {
    const needed = complaint((draft) => {
      (draft.parties as { least: number }[])[0]!.least = 1;
    });
    expect(parties(needed.as(anybody).when(submit()))).to.deep.equal([
      { id: 'p1', role: 'complainant', kind: 'anonymous', identity: 'none' },
    ]);
    needed.as(dispatcher).when(submit()).thenRejected('case.parties-missing');
  });

  it('may be named by staff, with or without an account', () => {
    const named = [
      { ...complainant, person: 'ravi' },
      { ...complainant, phone: '99' },
    ];
    expect(parties(story.as(dispatcher).when(submit({ parties: named })))).to.deep.equal([
      { ...named[0], id: 'p1', identity: 'contact' },
      { ...named[1], id: 'p2', identity: 'contact' },
    ]);
  });

  const refused = [
    {
      title: 'have a role of the service',
      parties: [{ role: 'king', kind: 'person' }],
      code: 'party-role-unknown',
      details: { pointer: '/parties/0/role', allowed: ['complainant'] },
    },
    {
      title: 'are of a kind that the role takes',
      parties: [{ role: 'complainant', kind: 'organisation' }],
      code: 'party-kind',
      details: { pointer: '/parties/0/kind', allowed: ['person', 'anonymous'] },
    },
    {
      title: 'are not more than the role takes',
      parties: [complainant, complainant, complainant],
      code: 'parties-too-many',
      details: { pointer: '/parties' },
    },
    {
      title: 'are not other people’s accounts',
      parties: [{ ...complainant, person: 'ravi' }],
      code: 'party-person',
      details: { pointer: '/parties/0/person' },
    },
    {
      title: 'do not vouch for themselves',
      parties: [{ ...complainant, person: 'asha', identity: 'verified' }],
      code: 'identity-unproven',
      details: { pointer: '/parties/0/identity' },
    },
  ];
  for (const { title, parties: named, code, details } of refused)
    it(title, () => {
      story.when(submit({ parties: named })).thenRejected(`case.${code}`, details);
    });

  it('are known as well as the service needs', () => {
    const unknown = { role: 'applicant', kind: 'organisation', name: 'Works Ltd' };
    permit()
      .as(anybody)
      .when(apply({ parties: [unknown] }))
      .thenRejected('case.party-identity', { pointer: '/parties/0' });
    permit()
      .as(anybody)
      .when(apply({ parties: [{ ...unknown, email: 'w@example.org' }] }))
      .then({ type: 'case.submitted.v1' }, { type: 'case.tasks-opened.v1' });
  });

  it('are verified by their account', () => {
    const owner = { role: 'owner', kind: 'person', person: 'asha' };
    permit()
      .when(apply({ parties: [owner] }))
      .thenRejected('case.party-identity');
    const stranger = { role: 'applicant', kind: 'person', name: 'Ravi', identity: 'verified' };
    permit()
      .as({ ...asha, roles: ['verified'] })
      .when(apply({ parties: [owner, stranger] }))
      .thenRejected('case.identity-unproven', { pointer: '/parties/1/identity' });
    const verified = permit()
      .as({ ...asha, roles: ['verified'] })
      .when(apply({ parties: [owner, { role: 'applicant', kind: 'person', person: 'asha' }] }));
    expect(parties(verified).map(({ identity }) => identity)).to.deep.equal([
      'verified',
      'verified',
    ]);
  });
});
