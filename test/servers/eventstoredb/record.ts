/** One record; `position` is both commit and prepare, as for every ordinary append. */
export interface StoredRecord extends Proposed {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  /** 100 ns since 1970. */
  readonly ticks: bigint;
}

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly meta: Uint8Array;
}
