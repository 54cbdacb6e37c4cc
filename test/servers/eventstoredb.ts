/** The stand-in and stores on it, for specs of the adapter. */
import { openEventStoreDb, type EventStoreDbOptions } from '../../adapters/eventstoredb/index.js';
import type { EventStore } from '../../commands/event-store.js';
import { StandIn, type StandInOptions } from './eventstoredb/server.js';

/** The server that specs may use instead of the stand-in. */
export const eventStoreUrl = process.env['EVENTSTORE_URL'];

export interface OnStandIn {
  readonly server: StandIn;
  readonly store: EventStore;
  /** Another store on the same server. */
  readonly open: (options?: Partial<EventStoreDbOptions>) => EventStore;
}

/** A stand-in of its own for every test, and a store on it that gives up after a second. */
export function onStandIn(
  options: StandInOptions = {},
  store: Partial<EventStoreDbOptions> = {},
): () => OnStandIn {
  let made: OnStandIn | undefined;
  const opened: EventStore[] = [];
  beforeEach(async () => {
    const server = await StandIn.start(options);
    const open = (more: Partial<EventStoreDbOptions> = {}) => {
      const limits = { ...quick, ...store.limits, ...more.limits };
      opened.push(openEventStoreDb({ url: server.url, ...store, ...more, limits }));
      return opened.at(-1)!;
    };
    made = { server, store: open(), open };
  });
  afterEach(async () => {
    made?.server.faults.thaw();
    await Promise.all(opened.splice(0).map((one) => one.close()));
    made?.server.stop();
  });
  return () => made!;
}

const quick = { callMilliseconds: 1_000 };
