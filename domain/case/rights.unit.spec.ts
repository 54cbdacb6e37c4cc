import { expect } from 'chai';
import type { Actor } from '../kernel/envelope.js';
import { command, complaint, submit } from '../../test/given/case.js';
import { allowedOperations } from './allowed.js';

/** Of the office for animals, which is below that of the town. */
const filed = complaint().when(submit({ type: 'dogs' }));
const staff = (roles: readonly string[], rest: Partial<Actor> = {}): Actor => ({
  ...{ id: 'x', kind: 'staff', roles },
  ...rest,
});
const hurry = command('reclassify', { priority: 'urgent', reason: 'It bites' });

describe('what staff do to a case beside its workflow', () => {
  const cases = [
    { title: 'a role that its service names at an action', actor: staff(['fixer']), may: true },
    { title: 'a role that its service does not name', actor: staff(['cook']), may: false },
    { title: 'the role of a supervisor', actor: staff(['supervisor']), may: true },
    { title: 'the role of an administrator', actor: staff(['admin']), may: true },
    { title: 'its office', actor: staff(['cook']), office: 'animals', may: true },
    { title: 'an office above', actor: staff(['cook']), office: 'town', may: true },
    { title: 'an office beside', actor: staff(['cook']), office: 'helpdesk', may: false },
    { title: 'an office that is not known', actor: staff(['cook']), office: 'kitchen', may: false },
  ];
  for (const { title, actor, office, may } of cases)
    it(`is ${may ? 'open' : 'closed'} to ${title}`, () => {
      const asked = filed.as(actor).with(office === undefined ? {} : { office });
      const told = asked.when(hurry);
      if (may) told.then({ type: 'case.reclassified.v1' });
      else told.thenRejected('case.not-permitted', { allowed: ['settle'] });
      const offered = allowedOperations(asked.state, asked.context);
      expect(offered.includes('assign')).to.equal(may);
      expect(offered.includes('comment')).to.equal(may);
    });

  it('is open to whom it is assigned', () => {
    const given = command('assign', { assignee: { kind: 'person', id: 'fay' } });
    const say = command('comment', { comment: 'On my way' });
    const cook = staff(['cook'], { id: 'fay' });
    filed.as(cook).when(say).thenRejected('case.not-permitted');
    const assigned = filed.as(staff(['fixer'])).when(given);
    assigned.as(cook).when(say).then({ type: 'case.commented.v1' });
  });

  it('is closed to those whose id is that of a party’s account', () => {
    const say = command('comment', { comment: 'Mine?' });
    filed
      .as(staff(['cook'], { id: 'asha' }))
      .when(say)
      .thenRejected('case.not-permitted');
    filed
      .as({ id: 'asha', kind: 'vendor', roles: [] })
      .when(say)
      .then({ type: 'case.commented.v1' });
  });

  it('is closed to those whose id is that of the firm it is assigned to', () => {
    const given = command('assign', { assignee: { kind: 'vendor', id: 'pipes' } });
    const say = command('comment', { comment: 'Done' });
    const assigned = filed.as(staff(['fixer'])).when(given);
    assigned
      .as(staff(['cook'], { id: 'pipes' }))
      .when(say)
      .thenRejected('case.not-permitted');
    assigned
      .as({ id: 'pipes', kind: 'vendor', roles: [] })
      .when(say)
      .then({ type: 'case.commented.v1' });
  });

  it('is open to whom they act for as a party', () => {
    const clerk = staff(['cook'], { onBehalfOf: 'asha' });
    const say = command('comment', { comment: 'She called again' });
    filed.as(clerk).when(say).then({ type: 'case.commented.v1' });
    filed.as(clerk).when(hurry).thenRejected('case.not-permitted');
  });
});
