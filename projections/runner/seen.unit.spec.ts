import { expect } from 'chai';
import fc from 'fast-check';
import { anyText } from '../../test/any-text.js';
import { Seen } from './seen.js';

describe('ids seen', () => {
  it('knows every id that it was shown', () => {
    fc.assert(
      fc.property(fc.array(anyText()), (ids) => {
        const seen = new Seen();
        for (const id of ids) seen.add(id);
        for (const id of ids) expect(seen.has(id)).to.equal(true);
      }),
      { numRuns: 30 },
    );
  });

  it('knows few others among many', () => {
    const seen = new Seen();
    for (let i = 0; i < 200_000; i++) seen.add(`case-${i.toString(36)}`);
    let wrong = 0;
    for (let i = 0; i < 10_000; i++) if (seen.has(`other-${i}`)) wrong++;
    expect(wrong).to.be.below(300);
  });
});
