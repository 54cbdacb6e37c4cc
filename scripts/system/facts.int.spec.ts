import { expect } from 'chai';
import { authority } from '../../domain/kernel/authority.js';
import { ReadStoreUnavailableError } from '../../domain/kernel/faults.js';
import { rejection } from '../../test/contracts/read-store/fixture.js';
import { createFacts } from './facts.js';

const never = new Promise<never>(() => undefined);
const away = () => Promise.reject(new ReadStoreUnavailableError('away'));

describe('what work is given out by', () => {
  const factsWhere = (ask: () => Promise<never>) => {
    const warned: string[] = [];
    const facts = createFacts({
      reads: { serving: ask },
      turns: { getMany: ask },
      logger: { warn: (_, message) => warned.push(message) },
    });
    return { facts, warned };
  };

  for (const [trouble, ask] of [
    ['are away', away],
    ['say nothing', () => never],
  ] as const)
    it(`is not waited for while the read models ${trouble}`, async () => {
      const { facts, warned } = factsWhere(ask);
      const [loads, turns] = await Promise.all([
        facts.workload(['asha', 'balu']),
        facts.last?.(authority('city'), ['roads/engineer']),
      ]);
      expect([loads, turns]).to.deep.equal([{ asha: 0, balu: 0 }, {}]);
      expect(warned).to.have.length(2);
      await facts.workload(['asha']);
      expect(warned, 'within the second').to.have.length(2);
    });

  it('does not hide a fault of the query', async () => {
    const { facts } = factsWhere(() => Promise.reject(new RangeError('no such model')));
    expect(await rejection(facts.workload(['asha']))).to.be.instanceOf(RangeError);
  });
});
