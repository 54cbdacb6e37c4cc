import { workingTimeBetween } from '../kernel/calendar/index.js';
import { epochMilliseconds } from '../kernel/instant.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { TimerEnding, TimerSetting } from './header.js';
import { inWorkingTime, limitOf, resumedDue, runs, timerRule, type TimerRule } from './limits.js';
import type { CaseTimer, EndedTimer, PassedTimer, PausedTimer, RunningTimer } from './state.js';
import { countedFrom, starting, startSettings } from './timer-starts.js';
import { becomes, enters, leaves, reopens, type Transition } from './transition.js';

type Active = RunningTimer | PausedTimer;
type Scene = Pick<Transition, 'service' | 'moment' | 'state'>;

/** Everything that a step does to the timers: ends some, pauses or resumes others, starts new ones. */
export function timerSettings(transition: Transition): Result<TimerSetting[], Rejection> {
  const settings = transition.state.timers.flatMap((timer) => changeOf(transition, timer));
  for (const timer of starting(transition)) {
    const started = startSettings(transition, timer);
    if (!started.ok) return started;
    settings.push(...stopped(transition, timer.name, started.value));
  }
  return ok(settings);
}

/** Ends a timer; a paused one gets the due time that it would have had. */
export function endings(
  { service, moment }: Pick<Scene, 'service' | 'moment'>,
  timer: Active,
  by: TimerEnding,
): TimerSetting[] {
  const ended: TimerSetting = { change: 'ended', timer: timer.name, by };
  const rule = timerRule(service, timer.name);
  if (timer.status === 'running' || rule === undefined) return [ended];
  const dueAt = resumedDue(timer, rule.end, moment);
  return [runs('resumed', service, rule, { dueAt, source: timer.source }), ended];
}

function changeOf(transition: Transition, timer: CaseTimer): TimerSetting[] {
  const rule = timerRule(transition.service, timer.name);
  if (transition.from === null || rule === undefined) return [];
  if (timer.status === 'passed' || timer.status === 'ended')
    return revived(transition, timer, rule);
  const by = endingOf(transition, timer, rule);
  return by === undefined ? clockChange(transition, timer, rule) : endings(transition, timer, by);
}

/** Why a step ends a timer, if it does. */
function endingOf(
  transition: Transition,
  { startedIn }: Active,
  { base: { endedBy } }: TimerRule,
): TimerEnding | undefined {
  const { action, to } = transition;
  const reasons: readonly (readonly [TimerEnding, boolean])[] = [
    ['action', action !== undefined && endedBy.actions.includes(action)],
    ['state', enters(transition) && endedBy.states.includes(to.code)],
    ['leaving', endedBy.leaving && leaves(transition, startedIn)],
    ['resolution', endedBy.resolution && becomes(transition, 'resolved')],
    ['closing', endedBy.closing && becomes(transition, 'end')],
  ];
  return reasons.find(([, holds]) => holds)?.[0];
}

/** A stopped clock pauses, a running one resumes. */
function clockChange(transition: Transition, timer: Active, rule: TimerRule): TimerSetting[] {
  const { service, moment, to } = transition;
  if (to.clock === 'stopped')
    return rule.pauses && timer.status === 'running' ? [pause(transition, rule, timer)] : [];
  if (timer.status === 'running') return [];
  const dueAt = resumedDue(timer, rule.end, moment);
  return [runs('resumed', service, rule, { dueAt, source: timer.source })];
}

/** Whether a timer stopped because the case was over, or because its time had run out. */
function ranUntilEnding(timer: EndedTimer | PassedTimer, { kind }: TimerRule): boolean {
  // What the law attaches to the passing of a deadline has happened, and happens once.
  if (timer.status === 'passed') return kind !== 'statutory' && timer.source !== 'given';
  return timer.by === 'resolution' || timer.by === 'closing';
}

/** Whether a level of escalation is reached by a limit that is given anew itself. */
function followsAnew({ state, service }: Transition, { name, base }: TimerRule): boolean {
  const first = state.timers.find((timer) => timer.name === base.name);
  const rule = timerRule(service, base.name);
  if (name === base.name || first === undefined || rule === undefined) return false;
  return (first.status === 'passed' || first.status === 'ended') && ranUntilEnding(first, rule);
}

/**
 * A reopened case gets its limits anew: those counted from submission, kept or missed. A due time that
 * was given still holds, a statutory deadline that has passed stays passed, and the way up through the
 * levels of escalation begins again with the limit that leads there.
 */
function revived(
  transition: Transition,
  timer: EndedTimer | PassedTimer,
  rule: TimerRule,
): TimerSetting[] {
  if (!reopens(transition) || rule.base.starts.on !== 'submission') return [];
  if (!ranUntilEnding(timer, rule) || followsAnew(transition, rule)) return [];
  const { dueAt, source } = timer;
  const settings =
    source === 'given'
      ? [runs('resumed', transition.service, rule, { dueAt, source })]
      : countedFrom(transition, rule, transition.moment.at);
  return stopped(transition, timer.name, settings);
}

/** In a state with a stopped clock a timer begins paused. */
export function stopped(
  scene: Scene & Pick<Transition, 'to'>,
  name: string,
  settings: TimerSetting[],
): TimerSetting[] {
  const rule = timerRule(scene.service, name);
  if (scene.to.clock === 'running' || rule?.pauses !== true) return settings;
  return settings.flatMap((setting) =>
    'dueAt' in setting ? [setting, pause(scene, rule, setting)] : [setting],
  );
}

/** The setting that stops a running timer's clock. */
function pause(
  { service, moment: { at, calendar }, state }: Scene,
  rule: TimerRule,
  { dueAt, source }: Pick<RunningTimer, 'dueAt' | 'source'>,
): TimerSetting {
  const limit = limitOf(service, rule, state.type);
  const working = source !== 'given' && inWorkingTime(limit?.length);
  const left = working
    ? workingTimeBetween(at, dueAt, calendar)
    : epochMilliseconds(dueAt) - epochMilliseconds(at);
  return { change: 'paused', timer: rule.name, left: Math.max(0, left), working };
}
