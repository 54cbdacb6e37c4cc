import { addLength, type EndRule, type Length } from '../kernel/calendar/index.js';
import type { Instant } from '../kernel/instant.js';
import type { CompiledService } from '../service/compiled.js';
import type { Timer, TimerKind } from '../service/schema/index.js';
import type { TimerSetting, TimerSource } from './header.js';
import type { Moment } from './moment.js';
import type { PausedTimer } from './state.js';

const hour = 3_600_000;
const maximumYears = 100;
const escalationTimer = /^escalation\.(\d+)$/;

/** The timer that runs while a case is at a level of escalation, up to the next one. */
export const escalationTimerOf = (level: number): string => `escalation.${level}`;

/** All that the definition says of a timer of a case, be it one of its own or between two levels of escalation. */
export interface TimerRule {
  readonly name: string;
  readonly kind: TimerKind;
  readonly end: EndRule;
  readonly length: Length | 'given';
  readonly pauses: boolean;
  /** The defined timer whose endings and pauses it shares: its own, or that which set off the escalation. */
  readonly base: Timer;
}

/** Undefined for a timer that the definition does not know. */
export function timerRule(service: CompiledService, name: string): TimerRule | undefined {
  const base = service.timer(name);
  if (base === undefined) return escalationRule(service, name);
  const { kind, end, length, pauses } = base;
  return { name, kind, end, length, pauses, base };
}

function escalationRule(service: CompiledService, name: string): TimerRule | undefined {
  const level = Number(escalationTimer.exec(name)?.[1]);
  const { escalation } = service.definition;
  const length = escalation?.levels[level]?.after;
  const base = escalation && service.timer(escalation.timer);
  if (length === undefined || base === undefined) return undefined;
  return { name, kind: 'internal', end: 'exact', length, pauses: base.pauses, base };
}

/** A length and where in the definition it stands. */
export interface Limit {
  readonly length: Length;
  readonly source: Extract<TimerSource, 'service' | 'type'>;
}

/** The limit for a type: its own, else the service's; undefined where it must be given. */
export function limitOf(
  service: CompiledService,
  rule: TimerRule,
  type: string | null,
): Limit | undefined {
  const own = type === null ? undefined : service.type(type)?.limits[rule.name];
  if (own !== undefined) return { length: own, source: 'type' };
  return rule.length === 'given' ? undefined : { length: rule.length, source: 'service' };
}

/** Whether what is left of it is counted in working time. */
export const inWorkingTime = (length: Length | undefined): boolean =>
  length !== undefined && ('workingDays' in length || 'workingHours' in length);

/** When a paused timer is due if it runs on from a moment. */
export function resumedDue(timer: PausedTimer, end: EndRule, { at, calendar }: Moment): Instant {
  const length = timer.working ? { workingHours: timer.left / hour } : { elapsed: timer.left };
  return addLength(at, length, calendar, timer.source === 'given' ? 'exact' : end);
}

/** The setting of a timer that runs. */
export const runs = (
  change: 'started' | 'resumed' | 'moved',
  service: CompiledService,
  { name, kind }: Pick<TimerRule, 'name' | 'kind'>,
  due: { readonly dueAt: Instant; readonly source: TimerSource; readonly from?: Instant },
): TimerSetting => ({
  change,
  timer: name,
  kind,
  ...(service.definition.standard === name ? { standard: true } : {}),
  ...due,
});

/** Whether a date lies within a hundred years: one farther off is a slip, and costly to reckon with. */
export const isNear = (date: Instant, at: Instant): boolean =>
  Math.abs(Number(date.slice(0, 4)) - Number(at.slice(0, 4))) <= maximumYears;
