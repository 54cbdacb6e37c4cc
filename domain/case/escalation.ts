import { addLength } from '../kernel/calendar/index.js';
import { priorities, type Assignee, type Priority } from '../service/schema/index.js';
import { officesUpwards } from './offices.js';
import type { Course } from './course.js';
import type { TimerSetting } from './header.js';
import { escalationTimerOf, runs, timerRule } from './limits.js';
import { endings, stopped } from './timers.js';
import { stateOf } from './course.js';

/** Levels of escalation that the service has; 0 for none. */
export const levelsOf = ({ service }: Pick<Course, 'service'>): number =>
  service.definition.escalation?.levels.length ?? 0;

const raised = (priority: Priority): Priority =>
  priorities[priorities.indexOf(priority) + 1] ?? priority;

/** Takes an open case one level up; does nothing at the highest. */
export function escalate(course: Course, reason?: string): void {
  const { state, service } = course;
  const level = service.definition.escalation?.levels[state.level];
  if (state.status !== 'open' || level === undefined) return;
  const after = state.level + 1;
  const assignee = level.to.kind === 'supervisor' ? supervisor(course) : level.to;
  const event = {
    type: 'case.escalated.v1',
    data: {
      service: state.header.service,
      before: state.level,
      after,
      ...(reason === undefined ? {} : { reason }),
      assignee: { before: state.assignee, after: assignee },
      priority: {
        before: state.priority,
        after: level.raisePriority ? raised(state.priority) : state.priority,
      },
      timers: levelTimers(course, after),
    },
  } as const;
  course.record(event, course.rule && course.ruleReference(`escalation/${after}`));
}

/** The timer to the next level replaces the one to this level. */
function levelTimers({ state, service, moment }: Course, level: number): TimerSetting[] {
  const scene = { service, moment, state, to: stateOf(service, state.state) };
  const previous = state.timers.find(({ name }) => name === escalationTimerOf(level - 1));
  const ended =
    previous?.status === 'running' || previous?.status === 'paused'
      ? endings(scene, previous, 'escalation')
      : [];
  const name = escalationTimerOf(level);
  const rule = timerRule(service, name);
  if (rule === undefined || rule.length === 'given') return ended;
  const dueAt = addLength(moment.at, rule.length, moment.calendar, rule.end);
  const started = runs('started', service, rule, { dueAt, source: 'service' });
  return [...ended, ...stopped(scene, name, [started])];
}

/** The nearest head above who does not have the case already; without one, the case stays where it is. */
function supervisor({ state, moment, context }: Course): Assignee | null {
  if (state.office === null) return state.assignee;
  const heads = officesUpwards(context.reference, state.office, moment.on).map(({ head }) => head);
  const head = heads.find((id) => id !== undefined && id !== state.assignee?.id);
  return head === undefined ? state.assignee : { kind: 'person', id: head };
}
