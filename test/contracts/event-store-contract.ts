import { expect } from 'chai';
import type { EventStore } from '../../commands/event-store.js';
import { contractSuite } from './contract-suite.js';
import { appendCases } from './event-store/append-cases.js';
import { idempotencyCases } from './event-store/idempotency-cases.js';
import { lifecycleCases } from './event-store/lifecycle-cases.js';
import { modelCases } from './event-store/model.js';
import { readAllCases } from './event-store/read-all-cases.js';
import { readCases } from './event-store/read-cases.js';
import { subscribeCases } from './event-store/subscribe-cases.js';
import type { ContractOptions, StoreUnderTest } from './event-store/under-test.js';

export type { ContractOptions, StoreUnderTest } from './event-store/under-test.js';

/**
 * What every event store promises. The log may hold other events before; nobody else may write to
 * it meanwhile.
 *
 * @example
 * eventStoreContract('memory', async () => {
 *   const store = createMemoryEventStore({ now });
 *   return { store, dispose: () => store.close() };
 * });
 */
export function eventStoreContract(
  name: string,
  make: () => Promise<StoreUnderTest>,
  options: ContractOptions = {},
): void {
  contractSuite('event store', name, () => {
    let made: StoreUnderTest | undefined;
    let store: EventStore | undefined;
    const use = (): EventStore => store ?? expect.fail('No store is open');

    before(async () => {
      made = await make();
      store = made.store;
    });
    after(() => made?.dispose());

    appendCases(use);
    idempotencyCases(use);
    readCases(use);
    readAllCases(use);
    subscribeCases(use);
    modelCases(make, options.histories ?? 40);
    lifecycleCases(make, options);
  });
}
