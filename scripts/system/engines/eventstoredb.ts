import { openEventStoreDb } from '../../../adapters/eventstoredb/index.js';
import type { Logger } from '../../../commands/ports/logger.js';
import type { Engines } from './engines.js';

/** The log on an EventStoreDB: any number of processes write and read. */
export type LogSide = Pick<Engines, 'openLog' | 'openReader'>;

/**
 * Each process and thread opens a log of its own; it connects when it is first used.
 *
 * @param url `EVENTSTORE_URL`
 */
export function eventStoreDbLog(url: string, logger?: Logger): LogSide {
  const open = () =>
    openEventStoreDb({
      url,
      onTrouble: (error, failures) => {
        logger?.warn({ error, failures }, 'the event log can not be followed');
      },
    });
  return {
    openLog: () => {
      const store = open();
      const health = () =>
        store.head().then(
          () => 'ok',
          (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
      return Promise.resolve({ store, health });
    },
    openReader: () => Promise.resolve(open()),
  };
}
