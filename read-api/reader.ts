import { parseReference } from '../domain/kernel/case-reference.js';
import { StoreUnavailableError } from '../domain/kernel/faults.js';
import { streamName } from '../domain/kernel/ids.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import { ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Caller } from '../commands/dispatch.js';
import type { Reads } from '../http/reads.js';
import { refuse } from '../http/rejections.js';
import type { Call } from '../http/route.js';
import type { CaseView } from '../projections/cases/model.js';
import { caseAt, type Moment } from '../projections/time-travel/time-travel.js';
import { sightOf } from '../http/sight.js';

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
  const missing = refuse('not-found', { path: `/api/cases/${reference}` });
  const key = parseReference(reference);
  if (!key.ok) return missing;
  const { collection } = await sightOf<CaseView>(reads, 'cases', caller);
  const document = await collection.get(key.value);
  return document === undefined ? missing : ok(document);
}

export const streamOfCase = (reads: Reads, { _id }: CaseView): Promise<readonly Recorded[]> =>
  reads.stream(streamName(`case-${_id}`));

/**
 * A case as its stream says. While the log is away it is as its read model says, unless another time is asked for.
 *
 * @returns undefined when there was no such case at that time
 */
export async function caseAsItStood(
  reads: Reads,
  document: CaseView,
  at: Moment,
): Promise<CaseView | undefined> {
  try {
    return caseAt(await streamOfCase(reads, document), reads.codec, at);
  } catch (error) {
    const isNow = at.asOf === undefined && at.knownAt === undefined;
    if (error instanceof StoreUnavailableError && isNow) return document;
    throw error;
  }
}
