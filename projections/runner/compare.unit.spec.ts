import { expect } from 'chai';
import { stage } from '../../test/projections/running.js';
import type { Position } from '../../domain/kernel/ids.js';
import type { Document, Tombstone } from '../read-store.js';
import { compareVersions } from './compare.js';

const definition = { name: 'things', version: 1, fields: {}, indexes: [] };
const again = { ...definition, generation: 2 };

const document = (_id: string, position: string, value: number): Document & { value: number } => ({
  _id,
  position: position as Position,
  value,
});
const gone = (_id: string, position: string): Tombstone => ({
  _id,
  position: position as Position,
  deleted: true,
});

describe('comparing two versions', () => {
  const on = stage();
  const compare = async (before: readonly (Document | Tombstone)[], after: typeof before) => {
    await on.store.prepare(definition, 'a');
    await on.store.prepare(again, 'a');
    await on.store.commit({ collection: definition, writes: before });
    await on.store.commit({ collection: again, writes: after });
    return compareVersions(on.store, definition, again);
  };

  it('finds none between equals, tombstones too', async () => {
    const documents = [document('a', '1', 1), gone('b', '2'), document('c', '3', 3)];
    expect(await compare(documents, [...documents].reverse())).to.deep.equal({
      documents: 3,
      differing: 0,
      differences: [],
    });
  });

  it('finds what is only before, only after, or other', async () => {
    const before = [document('a', '1', 1), document('b', '2', 2), document('d', '4', 4)];
    const after = [document('b', '2', 20), document('c', '3', 3), gone('d', '5')];
    expect(await compare(before, after)).to.deep.equal({
      documents: 4,
      differing: 4,
      differences: [
        { id: 'a', before: before[0] },
        { id: 'b', before: before[1], after: after[0] },
        { id: 'c', after: after[1] },
        { id: 'd', before: before[2], after: after[2] },
      ],
    });
  });

  it('counts all but lists a hundred', async () => {
    const many = Array.from({ length: 2_300 }, (_, i) => document(`d${i}`, '1', i));
    const { documents, differing, differences } = await compare(many, []);
    expect([documents, differing, differences.length]).to.deep.equal([2_300, 2_300, 100]);
  });
});
