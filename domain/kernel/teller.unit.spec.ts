import { expect } from 'chai';
import { streamName } from './ids.js';
import { tellerOf } from './teller.js';

describe('whose words an event holds', () => {
  const stream = streamName('case-7Q2M4KXPZ');

  it('are those of a citizen or vendor, or of whom they act for', () => {
    expect(tellerOf({ kind: 'citizen', id: 'asha' }, stream)).to.equal('asha');
    expect(tellerOf({ kind: 'vendor', id: 'pipes' }, stream)).to.equal('pipes');
    expect(tellerOf({ kind: 'citizen', id: 'son', onBehalfOf: 'asha' }, stream)).to.equal('asha');
  });

  it('are of nobody beyond the matter when staff, a system or the public says them', () => {
    for (const kind of ['staff', 'system', 'public'] as const)
      expect(tellerOf({ kind, id: 'somebody' }, stream)).to.equal('7Q2M4KXPZ');
  });
});
