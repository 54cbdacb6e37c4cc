import { fromEpochMilliseconds } from '../../domain/kernel/instant.js';
import { eventStoreContract } from '../../test/contracts/event-store-contract.js';
import { createMemoryEventStore } from './event-store.js';

eventStoreContract('memory', () => {
  const store = createMemoryEventStore({ now: () => fromEpochMilliseconds(Date.now()) });
  return Promise.resolve({ store, dispose: () => store.close() });
});
