import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Leases } from '../../../commands/ports/leases.js';
import { whileHeld, type HoldOptions } from './while-held.js';

export interface LeasedOptions extends Omit<HoldOptions, 'leases' | 'holder' | 'milliseconds'> {
  /** Absent where no other process could do the work. */
  readonly leases: Leases | undefined;
  /** Time after which a holder that shows no life is taken for dead. */
  readonly leaseSeconds: number;
}

/** Does work that one process does at a time: at once where there is only one, else whenever its lease is held. */
export async function leased(
  { leases, leaseSeconds, ...options }: LeasedOptions,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  if (leases === undefined) return work(options.signal);
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  return whileHeld({ ...options, leases, holder, milliseconds: leaseSeconds * 1000 }, work);
}
