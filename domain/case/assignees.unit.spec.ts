import { act, asha, command, complaint, dispatcher, submit } from '../../test/given/case.js';

const fresh = complaint().when(submit()).as(dispatcher);
const person = (id: string) => ({ kind: 'person', id });
const assign = (id: string) => command('assign', { assignee: person(id) });

describe('the person that work is given to', () => {
  for (const [who, id] of [
    ['who leads an office', 'mayor'],
    ['a member of an office', 'dot'],
    ['whoever gives it', dispatcher.id],
    ['a party', asha.id],
  ] as const)
    it(`may be ${who}`, () => {
      fresh.when(assign(id)).then({ type: 'case.assigned.v1', data: { after: person(id) } });
    });

  it('is nobody whom no office names', () => {
    const rejected = { pointer: '/assignee/id' };
    fresh.when(assign('ghost')).thenRejected('case.person-unknown', rejected);
    const assigning = act('assign', { assignee: person('ghost') });
    fresh.when(assigning).thenRejected('case.person-unknown', rejected);
  });
});
