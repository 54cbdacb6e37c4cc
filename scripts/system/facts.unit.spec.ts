import { expect } from 'chai';
import type { Authority } from '../../domain/kernel/authority.js';
import { NotServedError } from '../../domain/kernel/faults.js';
import { createFacts } from './facts.js';

describe('facts from read models', () => {
  const refusing = (error: Error) =>
    createFacts({
      reads: { serving: () => Promise.reject(error) },
      turns: { getMany: () => Promise.reject(error) },
      logger: { warn: () => expect.fail('nothing is wrong that anybody should know of') },
    });
  const city = 'demo.riverton' as Authority;

  it('know of nobody’s work and turn while the read models are loaded for the first time', async () => {
    const facts = refusing(new NotServedError('cases'));
    expect(await facts.workload(['asha', 'bala'])).to.deep.equal({ asha: 0, bala: 0 });
    expect(await facts.last?.(city, ['roads/field-worker'])).to.deep.equal({});
  });

  it('are refused where the read models can not be asked', async () => {
    const facts = refusing(new Error('gone'));
    for (const asked of [facts.workload(['asha']), facts.last?.(city, ['roads/field-worker'])])
      expect(await asked?.catch(String)).to.equal('Error: gone');
  });
});
