import { expect } from 'chai';
import { CommandError } from './output.js';
import { refuseUncompared } from './rebuild.js';

const compared = { name: 'deadlines', comparison: { documents: 1, differing: 0, differences: [] } };

describe('a rebuild that should compare', () => {
  it('fails where there was nothing to compare with, and says what', () => {
    expect(() => refuseUncompared([{ name: 'cases' }, compared, { name: 'events' }])).to.throw(
      CommandError,
      'cases, events',
    );
  });

  it('is content where everything was compared', () => {
    expect(() => refuseUncompared([compared])).to.not.throw();
  });
});
