import { expect } from 'chai';
import { toys, toysAs } from '../../test/projections/toy.js';
import { fingerprintOf } from './fingerprint.js';

describe('fingerprint of a projection', () => {
  const base = fingerprintOf(toys, ['code']);

  it('is the same for the same', () => {
    expect(fingerprintOf({ ...toys }, ['code'])).to.equal(base);
  });

  const others = {
    name: fingerprintOf(toysAs('others'), ['code']),
    version: fingerprintOf(toysAs('toys', 2), ['code']),
    'a field': fingerprintOf(
      { ...toys, collection: { ...toys.collection, fields: { sum: 'number' } } },
      ['code'],
    ),
    'an index': fingerprintOf({ ...toys, collection: { ...toys.collection, indexes: [] } }, [
      'code',
    ]),
    'what it touches': fingerprintOf({ ...toys, touches: () => [] }, ['code']),
    'what it makes': fingerprintOf(
      toysAs('toys', 1, () => undefined),
      ['code'],
    ),
    'the code it uses': fingerprintOf(toys, ['other code']),
  };
  for (const [title, other] of Object.entries(others))
    it(`changes with ${title}`, () => {
      expect(other).to.match(/^[0-9a-f]{64}$/);
      expect(other).not.to.equal(base);
    });
});
