import { parseReference } from '../domain/kernel/case-reference.js';
import { streamName } from '../domain/kernel/ids.js';
import type { Recorded } from '../domain/kernel/envelope.js';
import { ok, type Result } from '../domain/kernel/result.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Caller } from '../commands/dispatch.js';
import type { Reads } from '../http/reads.js';
import { refuse } from '../http/rejections.js';
import type { Call } from '../http/route.js';
import type { CaseView } from '../projections/cases/model.js';
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

/** The stream of a case that the caller may see; a case out of sight is a case that is not there. */
export async function visibleStream(
  reads: Reads,
  reference: string,
  caller: Caller,
): Promise<Result<readonly Recorded[], Rejection>> {
  const missing = refuse('not-found', { path: `/api/cases/${reference}` });
  const key = parseReference(reference);
  if (!key.ok) return missing;
  const { collection } = await sightOf<CaseView>(reads, 'cases', caller);
  if ((await collection.get(key.value)) === undefined) return missing;
  return ok(await reads.stream(streamName(`case-${key.value}`)));
}
