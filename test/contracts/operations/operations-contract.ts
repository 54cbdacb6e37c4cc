import { expect } from 'chai';
import type { Checkpoints } from '../../../commands/ports/checkpoints.js';
import type { ParkedEvent, Parking } from '../../../commands/ports/parking.js';
import { eventId, streamName, type Position } from '../../../domain/kernel/ids.js';
import { instant } from '../../../domain/kernel/instant.js';
import { contractSuite } from '../contract-suite.js';

export interface OpenOperations {
  readonly checkpoints: Checkpoints;
  readonly parking: Parking;
  readonly close: () => void | Promise<void>;
}

export interface MadeOperations {
  /** Opens the same data, again and again. */
  readonly open: () => Promise<OpenOperations>;
  readonly dispose: () => Promise<void>;
}

const id = eventId('11111111-2222-5333-8444-555555555555');
const checkpoint = { logId: 'log', position: '007' as Position, eventId: id };
const parked: ParkedEvent = {
  id: `mirror-link/${id}`,
  reaction: 'mirror-link',
  eventId: id,
  type: 'case.linked.v1',
  stream: streamName('case-7Q2M4KXPZ'),
  revision: 12n,
  position: '007' as Position,
  cause: { code: 'case.unknown', message: 'No such case.' },
  attempts: 5,
  parkedAt: instant('2026-01-02T03:04:05.000Z'),
};

/** What reactions rely on: what they remember is there after a restart. */
export function operationsContract(name: string, make: () => Promise<MadeOperations>): void {
  contractSuite('operations', name, () => {
    let made: MadeOperations;
    const opened: OpenOperations[] = [];
    const open = async () => {
      const operations = await made.open();
      opened.push(operations);
      return operations;
    };

    beforeEach(async () => {
      made = await make();
    });
    afterEach(async () => {
      for (const operations of opened.splice(0)) await operations.close();
      await made.dispose();
    });

    it('keep checkpoints by name over a restart', async () => {
      const { checkpoints } = await open();
      expect(await checkpoints.load('mirror-link')).to.equal(undefined);
      await checkpoints.save('mirror-link', checkpoint);
      await checkpoints.save('mirror-link', { ...checkpoint, position: '008' as Position });
      const later = (await open()).checkpoints;
      expect(await later.load('mirror-link')).to.deep.equal({ ...checkpoint, position: '008' });
      expect(await later.load('other')).to.equal(undefined);
    });

    it('keep parked events until they are resolved, and list none afterwards', async () => {
      const { parking } = await open();
      await parking.park(parked);
      await parking.park({ ...parked, attempts: 6 });
      const later = (await open()).parking;
      expect(await later.list(10)).to.deep.equal([{ ...parked, attempts: 6 }]);
      expect(await later.get(parked.id)).to.deep.equal({ ...parked, attempts: 6 });
      await later.resolve(parked.id, {
        how: 'discarded',
        by: 'asha',
        reason: 'The other case was a test.',
        at: parked.parkedAt,
      });
      expect(await parking.list(10)).to.deep.equal([]);
      expect(await parking.get(parked.id)).to.equal(undefined);
    });

    it('list the longest parked first, no more than asked for', async () => {
      const { parking } = await open();
      for (const [name, at] of [
        ['b', '02'],
        ['c', '03'],
        ['a', '02'],
        ['d', '01'],
      ] as const)
        await parking.park({
          ...parked,
          id: name,
          parkedAt: instant(`2026-01-${at}T00:00:00.000Z`),
        });
      expect((await parking.list(3)).map((event) => event.id)).to.deep.equal(['d', 'a', 'b']);
    });

    it('park an event again that was resolved before', async () => {
      const { parking } = await open();
      await parking.park(parked);
      await parking.resolve(parked.id, {
        how: 'retried',
        by: 'asha',
        reason: 'The case is there now.',
        at: parked.parkedAt,
      });
      await parking.park({ ...parked, attempts: 1 });
      expect(await parking.list(10)).to.deep.equal([{ ...parked, attempts: 1 }]);
    });
  });
}
