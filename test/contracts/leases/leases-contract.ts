import { expect } from 'chai';
import type { Leases } from '../../../commands/ports/leases.js';
import { contractSuite } from '../contract-suite.js';

export interface LeasesFixture {
  readonly leases: Leases;
  readonly close?: () => Promise<void>;
}

/** What every keeper of leases promises. */
export function leasesContract(adapter: string, open: () => Promise<LeasesFixture>): void {
  contractSuite('leases', adapter, () => {
    let fixture: LeasesFixture;
    let leases: Leases;
    beforeEach(async () => {
      fixture = await open();
      ({ leases } = fixture);
    });
    afterEach(() => fixture.close?.());

    const name = 'projections';
    const taken = async (holder = 'a') => {
      const lease = await leases.swap({ name, holder, beat: 1 }, undefined);
      expect(lease).to.deep.equal({ name, holder, beat: 1 });
      return lease!;
    };

    it('are nobody’s at first', async () => {
      expect(await leases.read(name)).to.equal(undefined);
    });

    it('are taken once', async () => {
      const lease = await taken();
      expect(await leases.swap({ name, holder: 'b', beat: 1 }, undefined)).to.equal(undefined);
      expect(await leases.read(name)).to.deep.equal(lease);
    });

    it('are taken by one of many who ask at once', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          leases.swap({ name, holder: `h${i}`, beat: 1 }, undefined),
        ),
      );
      const winners = all.filter((lease) => lease !== undefined);
      expect(winners).to.have.length(1);
      expect(await leases.read(name)).to.deep.equal(winners[0]);
    });

    it('change only from what was seen', async () => {
      const first = await taken();
      const second = await leases.swap({ name, holder: 'a', beat: 2 }, first);
      expect(second).to.deep.equal({ name, holder: 'a', beat: 2 });
      expect(await leases.swap({ name, holder: 'b', beat: 2 }, first)).to.equal(undefined);
      expect(await leases.swap({ name, holder: 'b', beat: 3 }, second)).to.include({ holder: 'b' });
      expect(await leases.swap({ name, holder: 'a', beat: 3 }, second)).to.equal(undefined);
    });

    it('show the holder that another wants it, until it has it', async () => {
      const first = await taken();
      await leases.want(name, 'b');
      expect(await leases.read(name)).to.include({ holder: 'a', beat: 1, wantedBy: 'b' });
      const renewed = await leases.swap({ name, holder: 'a', beat: 2 }, first);
      expect(renewed).to.include({ wantedBy: 'b' });
      const handed = await leases.swap({ name, holder: 'b', beat: 3 }, renewed);
      expect(handed).to.deep.equal({ name, holder: 'b', beat: 3 });
    });

    it('that nobody has cannot be wanted', async () => {
      await leases.want(name, 'b');
      expect(await leases.read(name)).to.equal(undefined);
    });

    it('are apart by name', async () => {
      await taken();
      expect(await leases.read('timekeeper')).to.equal(undefined);
      expect(
        await leases.swap({ name: 'timekeeper', holder: 'b', beat: 1 }, undefined),
      ).to.deep.equal({ name: 'timekeeper', holder: 'b', beat: 1 });
    });
  });
}
