import { expect } from 'chai';
import type { Basis } from '../../domain/case/event-parts.js';
import { authority } from '../../domain/kernel/authority.js';
import { CaseStory } from '../../test/given/case-story.js';
import { readModel } from '../../test/given/read-model.js';
import { turnsProjection } from './project.js';
import { lastTurns } from './queries.js';

const assigned = (reference: string, id: string, basis: Basis | undefined, of = 'pb') =>
  new CaseStory(reference).tell(
    'case.assigned.v1',
    { before: null, after: { kind: 'person', id }, ...(basis === undefined ? {} : { basis }) },
    { authority: authority(of) },
  );
const byTurn = (turn: string) => ({ strategy: 'round-robin', turn });

describe('turns', () => {
  const events = [
    assigned('A', 'fay', byTurn('helpdesk/fixer')),
    assigned('B', 'ida', byTurn('helpdesk/*')),
    assigned('C', 'finn', byTurn('helpdesk/fixer')),
    assigned('D', 'flo', { strategy: 'least-loaded' }),
    assigned('E', 'flo', undefined),
    assigned('F', 'ivo', byTurn('helpdesk/fixer'), 'pb.amritsar'),
  ].flatMap((story) => story.events);

  it('are known by who had each last, in each authority', async () => {
    const { store, collection } = await readModel(turnsProjection, events);
    const turns = ['helpdesk/fixer', 'helpdesk/*', 'roads/fixer'];
    expect(await lastTurns(collection, authority('pb'), turns)).to.deep.equal({
      'helpdesk/fixer': 'finn',
      'helpdesk/*': 'ida',
    });
    expect(await lastTurns(collection, authority('pb.amritsar'), turns)).to.deep.equal({
      'helpdesk/fixer': 'ivo',
    });
    await store.close();
  });

  it('are not taken by assignments of another kind', () => {
    const touched = events.map((event) => turnsProjection.touches(event).length);
    expect(touched).to.deep.equal([1, 1, 1, 0, 0, 1]);
    const [other] = assigned('E', 'flo', undefined).events;
    expect(turnsProjection.evolve({ last: 'fay' }, other!, 'x')).to.deep.equal({ last: 'fay' });
  });

  it('are left by a case that goes back to nobody', () => {
    const story = new CaseStory('G').tell('case.assigned.v1', {
      before: { kind: 'person', id: 'fay' },
      after: null,
      basis: byTurn('helpdesk/fixer'),
    });
    expect(story.events.flatMap((event) => turnsProjection.touches(event))).to.deep.equal([]);
  });
});
