import {
  act,
  anybody,
  apply,
  complaint,
  dispatcher,
  fixer,
  permit,
  submit,
} from '../../test/given/case.js';

const fresh = complaint().when(submit());
const fay = { kind: 'person', id: 'fay' } as const;
const assigned = fresh
  .as(dispatcher)
  .at('2026-01-05T12:00:00Z')
  .when(act('assign', { assignee: fay }))
  .as(fixer);

describe('who may take an action', () => {
  const clerkFor = (person: string) =>
    ({ id: 'c', kind: 'staff', roles: [], onBehalfOf: person }) as const;
  const named = complaint()
    .as(dispatcher)
    .when(submit({ parties: [{ role: 'complainant', kind: 'person', name: 'Ravi' }] }))
    .when(act('assign', { assignee: fay }))
    .as(fixer)
    .when(act('ask', { comment: '?' }));

  it('is a clerk who acts for a party with an account', () => {
    const waiting = assigned.when(act('ask', { comment: '?' }));
    waiting.as(clerkFor('asha')).when(act('answer')).then({ type: 'case.acted.v1' });
    waiting.as(clerkFor('ravi')).when(act('answer')).thenRejected('case.action-forbidden');
  });

  it('is a clerk who acts for a party without one, by their id in the case', () => {
    named.as(clerkFor('7Q2M4KXPZ.p1')).when(act('answer')).then({ type: 'case.acted.v1' });
    named.as(clerkFor('p1')).when(act('answer')).thenRejected('case.action-forbidden');
  });

  it('is whoever brings payments, for actions open to payment', () => {
    const paying = permit().when(apply());
    const pay = act('pay', { input: { sum: 5 } });
    paying
      .as({ id: 'till', kind: 'system', roles: ['payment'] })
      .when(pay)
      .then({ type: 'case.acted.v1', data: { amounts: [{ amount: 'paid', after: 5 }] } });
    paying
      .as({ id: 'x', kind: 'system', roles: [] })
      .when(pay)
      .thenRejected('case.action-forbidden');
    paying
      .as({ id: 'x', kind: 'staff', roles: ['payment'] })
      .when(pay)
      .thenRejected('case.action-forbidden');
  });

  it('is an external system with the role named', () => {
    const pull = act('pull');
    const registry = { id: 'lr', kind: 'system', roles: ['land-registry'] } as const;
    permit().when(apply()).as(registry).when(pull).then({ type: 'case.acted.v1' });
    permit()
      .when(apply())
      .as({ ...registry, kind: 'citizen' })
      .when(pull)
      .thenRejected('case.action-forbidden');
  });

  it('was settled by history for what an import brings', () => {
    fresh.as(anybody).with({ origin: 'import' }).when(act('note')).then({ type: 'case.acted.v1' });
  });
});
