import { expect } from 'chai';
import fc from 'fast-check';
import { createRandom } from './random.js';

describe('made-up chance', () => {
  it('is the same for the same seed, and another for another', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(draw('complaint-1')).to.deep.equal(draw('complaint-1'));
    expect(draw('complaint-1')).not.to.deep.equal(draw('complaint-2'));
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: -50, max: 50 }),
        fc.nat(50),
        (seed, least, width) => {
          const random = createRandom(seed);
          const whole = random.whole(least, least + width);
          expect(whole).to.be.within(least, least + width);
          expect(Number.isInteger(whole)).to.equal(true);
          expect(random.between(least, least + width)).to.be.within(least, least + width);
        },
      ),
    );
  });

  it('weighs: what has no weight never comes', () => {
    const random = createRandom('weights');
    const drawn = Array.from({ length: 400 }, () =>
      random.weighted({ often: 3, seldom: 1, never: 0 }),
    );
    const often = drawn.filter((key) => key === 'often').length;
    expect(drawn).not.to.include('never');
    expect(often).to.be.within(260, 340);
  });

  it('can not pick from nothing', () => {
    expect(() => createRandom('x').pick([])).to.throw(RangeError);
  });
});
