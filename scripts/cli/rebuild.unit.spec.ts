import { expect } from 'chai';
import { CommandError } from './output.js';
import { refuseUncompared } from './rebuild.js';

const compared = {
  projection: 'deadlines',
  comparison: { documents: 1, differing: 0, differences: [] },
};

describe('a rebuild that should compare', () => {
  it('fails where there was nothing to compare with, and says what', () => {
    expect(() =>
      refuseUncompared([{ projection: 'cases' }, compared, { projection: 'events' }]),
    ).to.throw(CommandError, 'cases, events');
  });

  it('is content where everything was compared', () => {
    expect(() => refuseUncompared([compared])).to.not.throw();
  });
});
