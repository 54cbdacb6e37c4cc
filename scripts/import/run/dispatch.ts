import { fromEpochMilliseconds, type Instant } from '../../../domain/kernel/instant.js';
import type { Dispatch } from '../../../commands/dispatch.js';
import type { CompiledMapping } from '../mapping/compile.js';
import type { RowView } from '../mapping/fill.js';
import type { Request } from '../mapping/steps.js';
import type { Entry } from './plan.js';

/** One file on its way through one mapping. */
export interface ImportRun {
  readonly compiled: CompiledMapping;
  /** SHA-256 of the file's content. */
  readonly fingerprint: string;
  /** All columns of the file, for rules. */
  readonly columns: ReadonlySet<string>;
}

const fingerprintLength = 32;

/** Rows come in order of time, and many logs know days only: most instants are those of the row before. */
function createInstants(): (at: number) => Instant {
  let last: { readonly at: number; readonly instant: Instant } | undefined;
  return (at) => {
    if (last?.at !== at) last = { at, instant: fromEpochMilliseconds(at) };
    return last.instant;
  };
}

/** The instant of an entry. */
export const instantAt = createInstants();

/**
 * The command of a row's step. Its key names the file's content and the row's place in it, so that
 * the same file imported again, in whole or in part, asks for nothing new.
 *
 * @param target the case's reference; none for a submission
 * @throws RowFault for values that the mapping can't make from the row
 */
export function dispatchOf(
  run: ImportRun,
  { at, row, step }: Entry,
  { operation, body }: Request,
  { view, target }: { readonly view: RowView; readonly target: string | undefined },
): Dispatch {
  const { service, authority } = run.compiled.mapping;
  const file = run.fingerprint.slice(0, fingerprintLength);
  const office = step.office(view);
  return {
    aggregate: 'case',
    operation,
    target: target ?? `${authority}/${service}`,
    body: body(view),
    caller: {
      actor: step.actor(view),
      authority,
      channel: step.channel(view),
      ...(typeof office === 'string' ? { office } : {}),
    },
    idempotencyKey: `import/${file}/${row.index}/${step.ordinal}`,
    occurredAt: instantAt(at),
    origin: 'import',
    correlationId: `import/${file}`,
  };
}
