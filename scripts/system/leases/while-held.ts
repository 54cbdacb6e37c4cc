import { setTimeout as sleep } from 'node:timers/promises';
import { isSameLease, type Lease, type Leases } from '../../../commands/ports/leases.js';
import type { Logger } from '../../../commands/ports/logger.js';
import { ReadStoreUnavailableError, StoreUnavailableError } from '../../../domain/kernel/faults.js';

export interface HoldOptions {
  readonly leases: Leases;
  /** What the lease is for, such as `projections`. */
  readonly name: string;
  /** Of this process, and of no other one that ever was. */
  readonly holder: string;
  /** Time after which a holder that shows no life is taken for dead. */
  readonly milliseconds: number;
  /** Ask the present holder to hand it over instead of waiting for its end. */
  readonly takeOver?: boolean;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly signal: AbortSignal;
}

/** Beats within the time that a lease lasts. */
const beatsPerLife = 4;

/**
 * Does the work whenever this process holds the lease, until the signal aborts: waits while another
 * process lives that holds it, and stops the work when the lease is lost or handed over.
 *
 * The work is told by its signal to stop, and begins anew with the next hold. What it throws ends
 * everything, after the lease was given back; but for an engine that is away, which is waited for.
 */
export async function whileHeld(
  options: HoldOptions,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const { signal, name, logger } = options;
  while (!signal.aborted) {
    const lease = await acquired(options);
    if (lease === undefined) return;
    logger.info({ lease: name }, 'lease taken');
    await holding(options, lease, work).catch(async (error: unknown) => {
      if (!isAway(error)) throw error;
      logger.warn({ error, lease: name }, 'work could not go on');
      await pause(options.milliseconds / beatsPerLife, signal);
    });
    logger.info({ lease: name }, 'lease ended');
  }
}

const isAway = (error: unknown): boolean =>
  error instanceof StoreUnavailableError || error instanceof ReadStoreUnavailableError;

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  sleep(milliseconds, undefined, { signal }).catch(() => undefined);

interface Seen {
  readonly lease: Lease | undefined;
  readonly at: number;
}

/** Waits for the lease; undefined when the signal aborts before. */
async function acquired(options: HoldOptions): Promise<Lease | undefined> {
  const { name, milliseconds, signal, logger } = options;
  let seen: Seen | undefined;
  while (!signal.aborted) {
    try {
      seen = await look(options, seen);
      const taken = await attempt(options, seen);
      if (taken !== undefined) return taken;
    } catch (error) {
      logger.warn({ error, lease: name }, 'lease could not be looked at');
    }
    await pause(milliseconds / beatsPerLife, signal);
  }
  return undefined;
}

/** The lease as it is, and since when it has shown no other life. */
async function look({ leases, name }: HoldOptions, seen: Seen | undefined): Promise<Seen> {
  const lease = await leases.read(name);
  return seen !== undefined && isSameLease(seen.lease, lease)
    ? seen
    : { lease, at: performance.now() };
}

async function attempt(options: HoldOptions, { lease, at }: Seen): Promise<Lease | undefined> {
  const { leases, name, holder, milliseconds, takeOver = false } = options;
  const isFree = lease === undefined || ['', holder].includes(lease.holder);
  if (isFree || performance.now() - at >= milliseconds)
    return leases.swap({ name, holder, beat: (lease?.beat ?? 0) + 1 }, lease);
  if (takeOver) await leases.want(name, holder);
  return undefined;
}

async function holding(
  options: HoldOptions,
  first: Lease,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const ended = new AbortController();
  const until = AbortSignal.any([options.signal, ended.signal]);
  const beating = beat(options, first, until).finally(() => ended.abort());
  try {
    await work(until);
  } finally {
    ended.abort();
    const last = await beating;
    if (last !== undefined) await giveBack(options, last);
  }
}

/** Shows life until it is to end, or the lease is lost or wanted; what is still held, undefined when it is lost. */
async function beat(
  { leases, name, holder, milliseconds, logger }: HoldOptions,
  first: Lease,
  until: AbortSignal,
): Promise<Lease | undefined> {
  let held = first;
  let renewedAt = performance.now();
  const isOver = (): boolean => until.aborted || isWantedByAnother(held);
  while (!isOver()) {
    await pause(milliseconds / beatsPerLife, until);
    if (isOver()) break;
    const asked = performance.now();
    try {
      const renewed = await within(
        milliseconds - (asked - renewedAt),
        leases.swap({ name, holder, beat: held.beat + 1 }, held),
      );
      if (renewed === undefined) return undefined;
      held = renewed;
      renewedAt = asked;
    } catch (error) {
      logger.warn({ error, lease: name }, 'lease could not be renewed');
      // Others may take it for free from now on.
      if (performance.now() - renewedAt >= milliseconds) return undefined;
    }
  }
  return held;
}

/** A store that is silent must not keep a holder at work for longer than its lease lasts. */
async function within<T>(milliseconds: number, asked: Promise<T>): Promise<T> {
  const answered = new AbortController();
  const late = sleep(milliseconds, undefined, { signal: answered.signal }).then(() => {
    throw new Error('no answer while the lease lasts');
  });
  return Promise.race([asked, late]).finally(() => answered.abort());
}

const isWantedByAnother = ({ wantedBy, holder }: Lease): boolean =>
  wantedBy !== undefined && wantedBy !== holder;

/** Hands it to who wants it, or to nobody. A store that is away takes it for given back in time. */
async function giveBack({ leases, name, logger }: HoldOptions, held: Lease): Promise<void> {
  const heir = isWantedByAnother(held) ? held.wantedBy : undefined;
  try {
    await leases.swap({ name, holder: heir ?? '', beat: held.beat + 1 }, held);
  } catch (error) {
    logger.warn({ error, lease: name }, 'lease could not be given back');
  }
}
