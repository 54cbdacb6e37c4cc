/** What every read store promises. An adapter is one when this suite passes. */
import { contractSuite } from './contract-suite.js';
import { aggregateCases } from './read-store/aggregates.js';
import { bucketCases } from './read-store/buckets.js';
import { filterCases } from './read-store/filters.js';
import type { MakeReadStore } from './read-store/fixture.js';
import { modelCases } from './read-store/model.js';
import { pagingCases } from './read-store/paging.js';
import { refusalCases } from './read-store/refusals.js';
import { sortingCases } from './read-store/sorting.js';
import { textCases } from './read-store/text.js';
import { versionCases } from './read-store/versions.js';
import { writeCases } from './read-store/writes.js';

export type { MadeReadStore, MakeReadStore } from './read-store/fixture.js';

/**
 * @param makeStore makes an empty store; called once or more per case, each disposed of afterwards
 */
export function readStoreContract(name: string, makeStore: MakeReadStore): void {
  contractSuite('read store', name, () => {
    writeCases(makeStore);
    versionCases(makeStore);
    filterCases(makeStore);
    sortingCases(makeStore);
    pagingCases(makeStore);
    textCases(makeStore);
    aggregateCases(makeStore);
    bucketCases(makeStore);
    refusalCases(makeStore);
    modelCases(makeStore);
  });
}
