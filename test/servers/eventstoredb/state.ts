import type { Metadata, ServiceError } from '@grpc/grpc-js';
import type { Faults } from './faults.js';
import type { StandInLog } from './log.js';

/** What the services of one stand-in share. */
export interface StandInState {
  readonly log: StandInLog;
  readonly faults: Faults;
  /** Live events a subscription may be behind before it is dropped. */
  readonly liveBuffer: number;
  /** Cuts every connection, and comes back after a while. */
  vanish(): void;
  /** Why a caller may not call; undefined when it may. */
  refusal(metadata: Metadata): ServiceError | undefined;
}
