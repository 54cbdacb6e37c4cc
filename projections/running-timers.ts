import type { TimerSetting } from '../domain/case/header.js';
import type { Instant } from '../domain/kernel/instant.js';
import type { TimerKind } from '../domain/service/schema/workflow.js';

/** A timer that runs: paused, passed and ended ones are not among them. */
export interface RunningTimer {
  readonly name: string;
  readonly kind: TimerKind;
  readonly dueAt: Instant;
  /** Present on the service's standard timer. */
  readonly standard?: true;
}

type Running = readonly RunningTimer[];

const byDueTime = (a: RunningTimer, b: RunningTimer): number =>
  a.dueAt === b.dueAt ? Number(a.name > b.name) || -1 : Number(a.dueAt > b.dueAt) || -1;

export const withoutTimer = (running: Running, name: string): Running =>
  running.filter((timer) => timer.name !== name);

function set(running: Running, setting: TimerSetting): Running {
  const others = withoutTimer(running, setting.timer);
  if (setting.change === 'paused' || setting.change === 'ended') return others;
  const { timer: name, kind, dueAt, standard } = setting;
  return [...others, { name, kind, dueAt, ...(standard && { standard }) }];
}

/** The running timers after an event's settings, in order of due time and name. */
export const setTimers = (running: Running, settings: readonly TimerSetting[]): Running =>
  settings.length === 0 ? running : settings.reduce(set, running).toSorted(byDueTime);
