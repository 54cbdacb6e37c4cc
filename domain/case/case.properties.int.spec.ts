import { expect } from 'chai';
import fc from 'fast-check';
import { anyDefinition } from '../../test/given/any-definition.js';
import { compiled, context } from '../../test/given/case.js';
import { later, replayed, settledBy, walk } from '../../test/given/case-journey.js';

const steps = fc.array(fc.tuple(fc.nat(200), fc.nat(90)), { minLength: 2, maxLength: 12 });
const numRuns = 40;

describe('any case of any service', () => {
  it('goes wherever it is allowed to, is valid after every step, and comes out the same when replayed', () => {
    fc.assert(
      fc.property(anyDefinition, steps, (definition, taken) => {
        const walked = walk(context(compiled(definition)), taken);
        expect(replayed(walked)).to.deep.equal(walked.state);
      }),
      { numRuns },
    );
  });

  it('is settled alike at once and bit by bit, and then has nothing due', () => {
    fc.assert(
      fc.property(anyDefinition, steps, fc.array(fc.nat(600), { maxLength: 4 }), (...given) => {
        const [definition, taken, stops] = given;
        const town = context(compiled(definition));
        const { state, now } = walk(town, taken);
        const end = later(now, 600);
        const atOnce = settledBy(state, town, end);
        if (typeof atOnce !== 'object') return;
        const decisions = [];
        let settled = state;
        for (const stop of [...stops.sort((a, b) => a - b), 600]) {
          const part = settledBy(settled, town, later(now, stop));
          if (typeof part !== 'object') throw new Error(part);
          decisions.push(...part.decisions);
          settled = part.state;
        }
        expect(decisions).to.deep.equal(atOnce.decisions);
        expect(settled).to.deep.equal(atOnce.state);
        expect(settledBy(settled, town, end)).to.deep.equal({ decisions: [], state: settled });
      }),
      { numRuns },
    );
  });
});
