import { expect } from 'chai';
import fc from 'fast-check';
import type { Position } from '../../domain/kernel/ids.js';
import { placeOf, positionOf } from './position.js';

const offset = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
const place = fc
  .tuple(offset, offset)
  .map(([a, b]) => ({ commit: a > b ? a : b, prepare: a > b ? b : a }));
/** As two records of one log are: nothing else is where a commit of several events is written. */
const places = fc
  .tuple(place, place)
  .filter(([a, b]) => a.commit !== b.commit || (a.commit !== a.prepare && b.commit !== b.prepare));

describe('position in an EventStoreDB', () => {
  it('sorts as text as the log does', () => {
    fc.assert(
      fc.property(places, ([a, b]) => {
        const before = a.commit < b.commit || (a.commit === b.commit && a.prepare < b.prepare);
        expect(positionOf(a) < positionOf(b)).to.equal(before);
      }),
    );
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(place, (some) => {
        expect(placeOf(positionOf(some))).to.deep.equal(some);
      }),
    );
  });

  it('is refused when it is of another kind of log', () => {
    for (const text of ['', 'end', '0000000000000007x', '7', 'G'.repeat(16), '0'.repeat(17)])
      expect(() => placeOf(text as Position), text).to.throw(RangeError);
  });
});
