import { expect } from 'chai';
import fc from 'fast-check';
import type { CommandStep } from '../mapping/steps.js';
import type { CaseSlot, Entry } from './plan.js';
import { takeAll } from './take-all.js';

const step = { do: 'command', label: 'x', ordinal: 0 } as unknown as CommandStep;

/** Entries of these cases, in this order. */
function entriesOf(cases: readonly number[]): readonly Entry[] {
  const slots = new Map<number, CaseSlot>();
  return cases.map((key, index) => {
    const slot = slots.get(key) ?? {
      key: String(key),
      reference: undefined,
      fresh: false,
      remembered: {},
      waiting: undefined,
    };
    slots.set(key, slot);
    return { at: 0, step, row: { line: index + 1, index, cells: {}, slot } };
  });
}

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const order = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 });
const window = fc.integer({ min: 1, max: 10 });

describe('taking entries', () => {
  it('takes each once, those of one case one after another in order, never more than the window', async () => {
    await fc.assert(
      fc.asyncProperty(order, window, fc.infiniteStream(fc.nat(3)), async (cases, most, waits) => {
        const busy = new Set<CaseSlot>();
        const ended: number[] = [];
        let under = 0;
        await takeAll(entriesOf(cases), {
          window: most,
          take: async ({ row }) => {
            expect(busy.has(row.slot)).to.equal(false);
            busy.add(row.slot);
            under += 1;
            expect(under).to.be.at.most(most);
            for (let wait = Number(waits.next().value); wait > 0; wait -= 1) await pause();
            under -= 1;
            busy.delete(row.slot);
            return row.index;
          },
          onOutcome: (_, index) => ended.push(index),
        });
        expect(ended).to.have.members(cases.map((_, index) => index));
        for (const key of new Set(cases)) {
          const own = ended.filter((index) => cases[index] === key);
          expect(own).to.deep.equal([...own].sort((a, b) => a - b));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('begins nothing after a failure, and fails when what was under way has ended', async () => {
    await fc.assert(
      fc.asyncProperty(order, window, fc.nat(59), async (cases, most, bad) => {
        fc.pre(bad < cases.length);
        let failed = false;
        let under = 0;
        const error = await takeAll(entriesOf(cases), {
          window: most,
          take: async ({ row }) => {
            expect(failed).to.equal(false);
            under += 1;
            await pause();
            under -= 1;
            failed ||= row.index === bad;
            if (row.index === bad) throw new Error('disk full');
          },
          onOutcome: () => undefined,
        }).catch((cause: unknown) => cause);
        expect(error).to.be.instanceOf(Error).with.property('message', 'disk full');
        expect(under).to.equal(0);
      }),
      { numRuns: 50 },
    );
  });
});
