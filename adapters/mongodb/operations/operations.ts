/** What reactions and leases need to remember beside the log. None of it can be rebuilt: it is durable when a call returns. */
import type { Checkpoints } from '../../../commands/ports/checkpoints.js';
import type { Leases } from '../../../commands/ports/leases.js';
import type { Parking } from '../../../commands/ports/parking.js';
import { connect, type Connected, type MongoOptions } from '../client.js';
import { checkpointsIn } from './checkpoints.js';
import { leasesIn } from './leases.js';
import { parkingIn } from './parking.js';

export interface MongoOperations {
  readonly checkpoints: Checkpoints;
  readonly parking: Parking;
  readonly leases: Leases;
  readonly close: () => Promise<void>;
}

/** @throws ReadStoreUnavailableError when no server answers */
export async function openMongoOperations(options: MongoOptions): Promise<MongoOperations> {
  const connected = await connect(options);
  return { ...mongoOperations(connected), close: () => connected.client.close() };
}

/** Over a connection that others may use too: closing them leaves it alone. */
export const mongoOperations = (connected: Connected): MongoOperations => ({
  checkpoints: checkpointsIn(connected),
  parking: parkingIn(connected),
  leases: leasesIn(connected),
  close: () => Promise.resolve(),
});
