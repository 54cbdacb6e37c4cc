import type { EventStore } from '../../commands/event-store.js';
import { StoreBusyError, StoreUnavailableError } from '../../domain/kernel/faults.js';

/** What happens to one append: nothing, its request is lost, its reply is lost, or it is turned away. */
export type Mishap = 'none' | 'lost-request' | 'lost-reply' | 'busy';

export interface UnsteadyStore extends EventStore {
  /** Mishaps of the next appends, in order; none after that. */
  plan(...mishaps: readonly Mishap[]): void;
  readonly calls: { append: number; read: number };
}

/** A store whose appends fail as a network makes them fail. */
export function unsteady(store: EventStore): UnsteadyStore {
  const planned: Mishap[] = [];
  const calls = { append: 0, read: 0 };
  return {
    calls,
    plan: (...mishaps) => void planned.push(...mishaps),
    append: async (...append) => {
      calls.append += 1;
      const mishap = planned.shift() ?? 'none';
      if (mishap === 'busy') throw new StoreBusyError();
      if (mishap === 'lost-request') throw new StoreUnavailableError('the request was lost');
      const appended = await store.append(...append);
      if (mishap === 'lost-reply') throw new StoreUnavailableError('the reply was lost');
      return appended;
    },
    read: (...read) => {
      calls.read += 1;
      return store.read(...read);
    },
    readAll: (options) => store.readAll(options),
    subscribe: (options, signal) => store.subscribe(options, signal),
    head: () => store.head(),
    identity: () => store.identity(),
    close: () => store.close(),
  };
}
