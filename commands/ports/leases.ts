/**
 * The right to do what one process should do at a time. It keeps processes from doing work twice for
 * nothing; that nothing goes wrong when two do it rests on the work itself.
 */
export interface Lease {
  readonly name: string;
  /** Of the process that has it; empty when it was given back. */
  readonly holder: string;
  /** Raised by the holder for as long as it lives: who waits needs no clock but its own. */
  readonly beat: number;
  /** Of a process that asks the holder to hand it over. */
  readonly wantedBy?: string;
}

/** Keeps leases where every process of a city can see them. */
export interface Leases {
  read(name: string): Promise<Lease | undefined>;
  /**
   * Stores holder and beat if the stored ones are still those of `previous` (none when undefined).
   * Being wanted is forgotten when the holder changes, and kept when it does not.
   *
   * @returns what is stored now when it was, undefined when another process was faster
   */
  swap(
    next: Pick<Lease, 'name' | 'holder' | 'beat'>,
    previous: Pick<Lease, 'holder' | 'beat'> | undefined,
  ): Promise<Lease | undefined>;
  /** Asks whoever holds it to hand it over. */
  want(name: string, by: string): Promise<void>;
}

type Held = Pick<Lease, 'holder' | 'beat'>;

/** Whether it has changed neither hands nor shown life in between. */
export const isSameLease = (a: Held | undefined, b: Held | undefined): boolean =>
  a?.holder === b?.holder && a?.beat === b?.beat;
