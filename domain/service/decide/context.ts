import type { Authority } from '../../kernel/authority.js';
import { localDate, type WorkingCalendar } from '../../kernel/calendar/index.js';
import type { Decision } from '../../kernel/decider.js';
import type { PlainDate } from '../../kernel/instant.js';
import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { Acting } from '../../kernel/settle-then-decide.js';
import type { ReferenceView } from '../../reference/view.js';
import type { ServiceBody, ServiceOperation } from '../commands.js';
import type { ServiceEvent } from '../events.js';
import type { ServiceDefinition } from '../schema/index.js';
import { newestOf, type ServiceState } from '../state.js';

/** What deciding on a service takes from outside; `authority` is the one that owns the definition. */
export interface ServiceContext extends Acting {
  readonly code: string;
  /** What other authorities have published: the newest version when none is named. */
  readonly published: (
    of: Authority,
    code: string,
    version: number | undefined,
  ) => ServiceDefinition | undefined;
  /** Staff roles that someone holds, if that is known. */
  readonly roles?: ReadonlySet<string>;
  readonly reference?: ReferenceView<WorkingCalendar>;
}

export type Decided = Result<readonly Decision<ServiceEvent>[], Rejection>;

/** Decides on one operation. */
export type Decide<O extends ServiceOperation> = (
  body: ServiceBody<O>,
  state: ServiceState,
  context: ServiceContext,
) => Decided;

export const fact = (event: ServiceEvent): Decided => ok([{ event }]);
export const unchanged: Decided = ok([]);

/** The number of the version that would be published next. */
export const nextVersion = (state: ServiceState): number =>
  (newestOf(state)?.definition.version ?? 0) + 1;

/** The local date of the command, by the calendar of a definition; UTC where that is not known. */
export function today(
  { calendar, effectiveFrom }: ServiceDefinition,
  { now, reference }: ServiceContext,
): PlainDate {
  const utc = localDate(now, 'UTC');
  const on = utc > effectiveFrom ? utc : effectiveFrom;
  return localDate(now, reference?.calendar(calendar, on)?.zone ?? 'UTC');
}
