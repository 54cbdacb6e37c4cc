import type { Instant } from '../kernel/instant.js';
import type { TimerSetting } from './header.js';
import type { CaseTimer } from './state.js';

/** The timers after an event has set some; settings apply in order. */
export const applySettings = (
  timers: readonly CaseTimer[],
  settings: readonly TimerSetting[],
  at: Instant,
  state: string,
): readonly CaseTimer[] =>
  settings.reduce<readonly CaseTimer[]>((known, setting) => {
    if (setting.change === 'started') return [...without(known, setting.timer), started(setting)];
    return known.map((timer) => (timer.name === setting.timer ? changed(timer, setting) : timer));

    function started(of: Extract<TimerSetting, { dueAt: Instant }>): CaseTimer {
      const { timer: name, dueAt, source, from = at } = of;
      return { status: 'running', name, from, startedIn: state, source, dueAt };
    }
  }, timers);

const without = (timers: readonly CaseTimer[], name: string): readonly CaseTimer[] =>
  timers.filter((timer) => timer.name !== name);

function changed(timer: CaseTimer, setting: TimerSetting): CaseTimer {
  const { name, from, startedIn } = timer;
  const core = { name, from, startedIn, source: timer.source, dueAt: timer.dueAt };
  switch (setting.change) {
    case 'paused':
      return { ...core, status: 'paused', left: setting.left, working: setting.working };
    case 'ended':
      return { ...core, status: 'ended', by: setting.by };
    default:
      return { ...core, status: 'running', source: setting.source, dueAt: setting.dueAt };
  }
}

export const markPassed = (timers: readonly CaseTimer[], name: string): readonly CaseTimer[] =>
  timers.map((timer) => {
    if (timer.name !== name) return timer;
    const { from, startedIn, source, dueAt } = timer;
    return { status: 'passed', name, from, startedIn, source, dueAt };
  });
