import { expect } from 'chai';
import { removeGrounds } from './grounds.js';
import type { Outcome } from './kind.js';
import { kinds, type KindName } from './kinds/index.js';
import { randomOf, seed } from './seed.js';

const millisecondsPerKill = 60_000;

/** A suite: each kind of crash as often as given, and nothing lost, doubled or wrong. */
export function survives(times: Readonly<Partial<Record<KindName, number>>>): void {
  describe(`crashes (seed ${seed})`, () => {
    after(removeGrounds);
    for (const [name, kills] of Object.entries(times) as [KindName, number][])
      it(`loses, doubles and spoils nothing in a city ${kinds[name].title}, ${kills} times`, async function () {
        // What limits the size of files is part of every Linux, and of nothing else.
        if (name === 'full' && process.platform !== 'linux') this.skip();
        this.timeout(120_000 + kills * millisecondsPerKill);
        const begun = performance.now();
        const outcome = await kinds[name].run(kills, randomOf(name));
        report(name, outcome, begun);
        expect(outcome.faults, `CRASH_SEED=${seed}`).to.deep.equal([]);
        expect(outcome.checked).to.be.greaterThan(0);
        // Most moments of many are in the middle; of a few, none may be.
        if (kills >= 20) expect(outcome.landed).to.be.greaterThan(kills / 4);
      });
  });
}

/** In a run of many kills people want to know how many of them came in the middle. */
function report(name: string, { kills, landed, checked }: Outcome, begun: number): void {
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  if (process.env['CRASH_REPORT'] !== undefined)
    process.stdout.write(`${JSON.stringify({ name, kills, landed, checked, seconds })}\n`);
}
