import type { EventStore } from '../../../commands/event-store.js';

/** A store that the contract may write to, and what else its adapter can do. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** Closes the store and opens the same log again. */
  readonly reopen?: () => Promise<EventStore>;
  /** Opens the log of `store` for writing once more, which must be refused while it is open. */
  readonly openSecondWriter?: () => Promise<EventStore>;
  /** Closes the store, whichever is open now, and removes what it left. */
  readonly dispose: () => Promise<void>;
}

export interface ContractOptions {
  /** The log outlives the adapter: `reopen` is given. */
  readonly outlives?: boolean;
  /** Only one may write at a time: `openSecondWriter` is given. */
  readonly oneWriter?: boolean;
  /** How many random histories are compared with the model; 40 by default. */
  readonly histories?: number;
}
