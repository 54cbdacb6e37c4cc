import { expect } from 'chai';
import { createMemoryEventStore } from '../../adapters/memory/event-store.js';
import type { EventStore } from '../../commands/event-store.js';
import { noEvent } from '../../commands/ports/checkpoints.js';
import { parkedEvent } from '../../commands/reactions/parked.js';
import { fromEpochMilliseconds, instant } from '../../domain/kernel/instant.js';
import { memoryCheckpoints, memoryParking } from '../../test/commands/memory-ports.js';
import { shadow } from '../../test/commands/reaction-bench.js';
import { collect, newEvents, newStream } from '../../test/contracts/event-store/samples.js';
import { StandIn } from '../../test/servers/eventstoredb/server.js';
import { openEventStoreDb } from '../../adapters/eventstoredb/index.js';
import { noProgress } from '../import/index.js';
import { copyLog } from './copy-log.js';
import { copyStanding } from './copy-standing.js';

const side = (log: EventStore) => ({
  log,
  operations: { checkpoints: memoryCheckpoints(), parking: memoryParking() },
});

describe('what reactions remember, when a city moves', () => {
  let standIn: StandIn;
  let to: ReturnType<typeof side>;
  beforeEach(async () => {
    standIn = await StandIn.start({ port: 0 });
    to = side(openEventStoreDb({ url: standIn.url }));
  });
  afterEach(async () => {
    await to.log.close();
    standIn.stop();
  });

  async function moved(stands: number | undefined) {
    const from = side(createMemoryEventStore({ now: () => fromEpochMilliseconds(1_000_000) }));
    await from.log.append(newStream(), newEvents(3), 'none');
    await from.log.append(newStream(), newEvents(2), 'none');
    const events = await collect(from.log.readAll());
    const at = stands === undefined ? undefined : events[stands];
    const logId = await from.log.identity();
    const place = { position: at?.position ?? ('' as never), eventId: at?.id ?? noEvent };
    await from.operations.checkpoints.save('shadow', { logId, ...place });
    const failure = {
      cause: { code: 'x', message: 'y' },
      attempts: 2,
      parkedAt: instant('2024-01-01T00:00:00Z'),
    };
    await from.operations.parking.park(parkedEvent(shadow, events[1]!, failure));
    await copyLog({ from: from.log, to: to.log, progress: noProgress });
    const parked = await copyStanding({ from, to, reactions: ['shadow', 'new'] });
    return { parked, copies: await collect(to.log.readAll()), logId: await to.log.identity() };
  }

  it('goes along, told in the positions of the other log', async () => {
    const { parked, copies, logId } = await moved(2);
    const { stored } = to.operations.checkpoints;
    const { id: eventId, position } = copies[2]!;
    expect([...stored]).to.deep.equal([['shadow', { logId, position, eventId }]]);
    expect(parked).to.equal(1);
    const [event] = await to.operations.parking.list(9);
    expect(event).to.deep.include({ eventId: copies[1]!.id, position: copies[1]!.position });
    expect(event).to.deep.include({ reaction: 'shadow', attempts: 2 });
  });

  it('goes along for who has handled nothing yet', async () => {
    await moved(undefined);
    expect(to.operations.checkpoints.stored.get('shadow')).to.include({ eventId: noEvent });
  });
});
