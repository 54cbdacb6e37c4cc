import { expect } from 'chai';
import fc from 'fast-check';
import {
  addDuration,
  bucketOf,
  elapsedBounds,
  noDurations,
  percentile,
  workingBounds,
} from './histogram.js';

const hour = 3_600_000;
const all = (bounds: readonly number[], durations: readonly number[]) =>
  durations.reduce((sum, duration) => addDuration(sum, bounds, duration), noDurations);

describe('histograms of durations', () => {
  it('have rising bounds', () => {
    for (const bounds of [workingBounds, elapsedBounds])
      expect([...bounds]).to.deep.equal([...new Set(bounds)].toSorted((a, b) => a - b));
  });

  it('take a duration at a bound into the bucket below it, and the longest into one more', () => {
    expect(bucketOf([10, 20], 10)).to.equal(0);
    expect(bucketOf([10, 20], 11)).to.equal(1);
    expect(bucketOf([10, 20], 21)).to.equal(2);
  });

  it('have no percentile of nothing', () => {
    expect(percentile(noDurations, elapsedBounds, 0.5)).to.equal(null);
  });

  it('interpolate within a bucket', () => {
    const durations = { count: 4, sum: 0, longest: 20, histogram: { 0: 2, 1: 2 } };
    expect(percentile(durations, [10, 20], 0.5)).to.equal(10);
    expect(percentile(durations, [10, 20], 0.75)).to.equal(15);
    expect(percentile(durations, [10, 20], 1)).to.equal(20);
  });

  it('end at the longest, also beyond the last bound', () => {
    expect(percentile(all([10], [5, 400 * hour]), [10], 1)).to.equal(400 * hour);
    expect(percentile(all([10], [4]), [10], 1)).to.equal(4);
  });

  it('always find the percentile in the bucket of the true one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3000 * 24 * hour }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.5, 0.9, 1),
        (durations, share) => {
          const sorted = durations.toSorted((a, b) => a - b);
          const exact = sorted[Math.ceil(durations.length * share) - 1]!;
          const found = percentile(all(elapsedBounds, durations), elapsedBounds, share)!;
          const bucket = bucketOf(elapsedBounds, exact);
          expect(found).to.be.at.least(elapsedBounds[bucket - 1] ?? 0);
          expect(found).to.be.at.most(elapsedBounds[bucket] ?? sorted.at(-1)!);
        },
      ),
    );
  });
});
