import type { Effect, Priority } from '../service/schema/index.js';
import type { Course } from './course.js';
import type { TimerSetting } from './header.js';
import { timerRule } from './limits.js';
import type { CaseTimer, SubmittedCase } from './state.js';
import { endings } from './timers.js';

const all = <E extends Effect['effect']>(
  effects: readonly Effect[],
  kind: E,
): readonly Extract<Effect, { effect: E }>[] =>
  effects.filter((effect): effect is Extract<Effect, { effect: E }> => effect.effect === kind);

/** The timers that effects end, with those to further levels of escalation that hang on them, and those that are left for the step itself to change. */
export function effectEndings(
  course: Pick<Course, 'state' | 'service' | 'moment'>,
  effects: readonly Effect[],
): { readonly settings: TimerSetting[]; readonly timers: readonly CaseTimer[] } {
  const { timers } = course.state;
  const baseOf = (name: string): string => timerRule(course.service, name)?.base.name ?? name;
  const named = new Set(all(effects, 'end-timer').map(({ timer }) => timer));
  if (named.size === 0) return { settings: [], timers };
  const settings = timers.flatMap((timer) =>
    named.has(baseOf(timer.name)) && (timer.status === 'running' || timer.status === 'paused')
      ? endings(course, timer, 'effect')
      : [],
  );
  return { settings, timers: timers.filter(({ name }) => !named.has(baseOf(name))) };
}

/** The last priority that effects set, where it is another one. */
export function priorityChange(
  { priority: before }: SubmittedCase,
  effects: readonly Effect[],
): { readonly priority?: { readonly before: Priority; readonly after: Priority } } {
  const after = all(effects, 'priority').at(-1)?.priority;
  return after === undefined || after === before ? {} : { priority: { before, after } };
}

/** What effects ask to be sent and made, for whoever reacts. */
export function dispatchedBy(effects: readonly Effect[]): {
  readonly notifications?: string[];
  readonly outputs?: string[];
} {
  const notifications = all(effects, 'notify').map(({ notification }) => notification);
  const outputs = all(effects, 'output').map(({ output }) => output);
  return {
    ...(notifications.length === 0 ? {} : { notifications }),
    ...(outputs.length === 0 ? {} : { outputs }),
  };
}

/** Whether an action takes a score. */
export const asksScore = (effects: readonly Effect[]): boolean =>
  effects.some(({ effect }) => effect === 'feedback');
