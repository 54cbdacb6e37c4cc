import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a city on one machine keeps what. */
export interface DataFiles {
  readonly folder: string;
  /** The truth: back this one up, and the keys. */
  readonly events: string;
  /** Can be rebuilt from the events. */
  readonly readModels: string;
  /** Where reactions stand. */
  readonly operations: string;
  /** How far the sample city's clock runs ahead. */
  readonly clock: string;
  /** Where the running city is reached, for other commands on this machine. */
  readonly address: string;
}

/** The files of a data folder, which is made when it is missing, for its owner alone. */
export function dataFiles(folder: string): DataFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    folder,
    events: join(folder, 'events.sqlite'),
    readModels: join(folder, 'read-models.sqlite'),
    operations: join(folder, 'operations.sqlite'),
    clock: join(folder, 'clock'),
    address: join(folder, 'address'),
  };
}
