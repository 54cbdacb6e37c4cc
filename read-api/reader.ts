import { parseReference } from '../domain/kernel/case-reference.js';
import { StoreUnavailableError } from '../domain/kernel/faults.js';
import { streamName } from '../domain/kernel/ids.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import { ok, type Err, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Caller } from '../commands/dispatch.js';
import type { Reads } from '../http/reads.js';
import { refuse } from '../http/rejections.js';
import type { Call } from '../http/route.js';
import type { CaseView } from '../projections/cases/model.js';
import { caseAt, type Moment } from '../projections/time-travel/time-travel.js';
import { caseInSight } from '../http/sight.js';

/** What every reading route works with. */
export interface Reader {
  readonly reads: Reads;
  /** Longest wait for `At-Least-Position`. */
  readonly readSeconds: number;
}

/** Waits until the read models show a write, as `At-Least-Position` asks; a 503 with `Retry-After` when they don't in time. */
export async function caughtUp(
  { reads, readSeconds }: Reader,
  { atLeast }: Pick<Call<never, never, never>, 'atLeast'>,
): Promise<Result<undefined, Rejection>> {
  if (atLeast === undefined || (await reads.reached(atLeast, readSeconds * 1000)))
    return ok(undefined);
  return refuse('not-yet-readable', { position: atLeast });
}

/** A case that the caller may see, as its read model has it; a case out of sight is a case that is not there. */
export async function visibleCase(
  reads: Reads,
  reference: string,
  caller: Caller,
): Promise<Result<CaseView, Rejection>> {
  const key = parseReference(reference);
  if (!key.ok) return key;
  const document = await caseInSight(reads, key.value, caller);
  return document === undefined
    ? refuse('not-found', { path: `/api/cases/${reference}` })
    : ok(document);
}

export const streamOfCase = (reads: Reads, { _id }: CaseView): Promise<readonly Recorded[]> =>
  reads.stream(streamName(`case-${_id}`));

/** Why a case is not there at a moment: since when it would be. */
export function beforeBeginning(
  reference: string,
  [first]: readonly Recorded[],
  { asOf }: Moment,
): Err<Rejection> {
  if (first === undefined) return refuse('not-found', { path: `/api/cases/${reference}` });
  const { meta, recordedAt } = first;
  const late =
    asOf !== undefined && meta.occurredAt > asOf
      ? { began: 'began', since: meta.occurredAt, parameter: 'asOf' }
      : { began: 'was recorded', since: recordedAt, parameter: 'knownAt' };
  return refuse('before-beginning', { reference, ...late }, { pointer: `/${late.parameter}` });
}

/**
 * A case as its stream says. While the log is away it is as its read model says, unless another time is asked for.
 *
 * @returns since when it is there, when there was no such case at that time
 */
export async function caseAsItStood(
  reads: Reads,
  document: CaseView,
  at: Moment,
): Promise<Result<CaseView, Rejection>> {
  try {
    const events = await streamOfCase(reads, document);
    const view = caseAt(events, reads.codec, at);
    return view === undefined ? beforeBeginning(document._id, events, at) : ok(view);
  } catch (error) {
    const isNow = at.asOf === undefined && at.knownAt === undefined;
    if (error instanceof StoreUnavailableError && isNow) return ok(document);
    throw error;
  }
}
