import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ParkedEvent } from '../../../commands/ports/parking.js';
import { eventId, streamName, type Position } from '../../../domain/kernel/ids.js';
import { instant } from '../../../domain/kernel/instant.js';
import { openOperations } from './operations.js';

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

describe('operations in SQLite', () => {
  let folder: string;
  const open = () => openOperations(join(folder, 'operations.sqlite'));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'charter-operations-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keep checkpoints by name over a restart', async () => {
    const first = open();
    expect(await first.checkpoints.load('mirror-link')).to.equal(undefined);
    await first.checkpoints.save('mirror-link', checkpoint);
    await first.checkpoints.save('mirror-link', { ...checkpoint, position: '008' as Position });
    first.close();
    const second = open();
    expect(await second.checkpoints.load('mirror-link')).to.deep.equal({
      ...checkpoint,
      position: '008',
    });
    expect(await second.checkpoints.load('other')).to.equal(undefined);
    second.close();
  });

  it('keep parked events until they are resolved, and list none afterwards', async () => {
    const operations = open();
    await operations.parking.park(parked);
    await operations.parking.park({ ...parked, attempts: 6 });
    expect(await operations.parking.list(10)).to.deep.equal([{ ...parked, attempts: 6 }]);
    expect(await operations.parking.get(parked.id)).to.deep.equal({ ...parked, attempts: 6 });
    await operations.parking.resolve(parked.id, {
      how: 'discarded',
      by: 'asha',
      reason: 'The other case was a test.',
      at: parked.parkedAt,
    });
    expect(await operations.parking.list(10)).to.deep.equal([]);
    expect(await operations.parking.get(parked.id)).to.equal(undefined);
    operations.close();
  });
});
