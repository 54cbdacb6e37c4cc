import type { Instant } from '../kernel/instant.js';
import type { CompiledService } from '../service/compiled.js';
import { resumedDue, timerRule } from './limits.js';
import type { Moment } from './moment.js';
import type { CaseTimer, RunningTimer, SubmittedCase } from './state.js';

/** The timer that passes first, by due time and then name, if it is due by then. */
export function nextDue(state: SubmittedCase, until: Instant): RunningTimer | undefined {
  let first: RunningTimer | undefined;
  for (const timer of state.timers)
    if (timer.status === 'running' && timer.dueAt <= until && comesFirst(timer, first))
      first = timer;
  return first;
}

const comesFirst = (timer: CaseTimer, other: CaseTimer | undefined): boolean =>
  other === undefined ||
  timer.dueAt < other.dueAt ||
  (timer.dueAt === other.dueAt && timer.name < other.name);

/** When the next timer of a case passes; null when none runs. */
export const nextDueAt = (state: SubmittedCase): Instant | null =>
  nextDue(state, '9999-12-31T23:59:59.999Z' as Instant)?.dueAt ?? null;

/** The case's own due time: its standard timer's, if paused as though it ran on from this moment. */
export function dueOf(
  service: CompiledService,
  moment: Moment,
  state: SubmittedCase,
): Instant | null {
  const { standard } = service.definition;
  const timer = state.timers.find(({ name }) => name === standard);
  if (timer?.status !== 'paused') return timer?.dueAt ?? null;
  const rule = timerRule(service, timer.name);
  return rule === undefined ? timer.dueAt : resumedDue(timer, rule.end, moment);
}
