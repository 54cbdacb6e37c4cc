import type { EventReader, EventStore } from '../../../commands/event-store.js';
import type { Checkpoints } from '../../../commands/ports/checkpoints.js';
import type { Leases } from '../../../commands/ports/leases.js';
import type { Parking } from '../../../commands/ports/parking.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { ReadModels, ReadStore } from '../../../projections/read-store.js';

/** Which engines a process works on: plain data, so that its threads can be told. */
export type EngineChoice = SqliteChoice | ServersChoice;

/** What holds on whichever engine. */
interface Limited {
  /** After which a query of the read models is given up with `query.timeout`; 10,000 by default. */
  readonly queryMilliseconds?: number;
}

/** Files of a data folder. */
export interface SqliteChoice extends Limited {
  readonly kind: 'sqlite';
  readonly events: string;
  readonly readModels: string;
  readonly operations: string;
}

/** Addresses, which may hold passwords. */
export interface ServersChoice extends Limited {
  readonly kind: 'servers';
  readonly eventstoreUrl: string;
  readonly mongodbUri: string;
}

/** The log of a process that writes. */
export interface WritableLog {
  readonly store: EventStore;
  /** `ok`, or what is wrong with it. */
  readonly health: () => Promise<string>;
}

/** What reactions need to remember beside the log: where they stand, and what they set aside. */
export interface Operations {
  readonly checkpoints: Checkpoints;
  readonly parking: Parking;
  readonly close: () => Promise<void>;
}

/** Opens what a process needs; who opens something closes it. */
export interface Engines {
  /** @throws StoreLockedError when only one process may write, and another does */
  openLog(now: () => Instant): Promise<WritableLog>;
  /** @throws StoreUnavailableError when there is no log yet */
  openReader(): Promise<EventReader>;
  /** Read models, for queries. */
  openModels(): Promise<ReadModels>;
  /** Read models, for the one who folds them. */
  openReadStore(): Promise<ReadStore>;
  openOperations(): Promise<Operations>;
  /** Absent where one process does everything and no other can. */
  readonly leases?: Leases;
  /** Ends what these engines share, after all that was opened is closed. */
  close(): Promise<void>;
}
