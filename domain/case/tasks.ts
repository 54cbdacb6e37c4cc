import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { TaskGroup } from '../service/schema/index.js';
import type { Course } from './course.js';
import { ruleFacts } from './rule-facts.js';
import type { OpenedTasks, SubmittedCase, TaskResult } from './state.js';

/** Opens the groups of tasks of the state that was entered, afresh if they were open before. */
export function openTasks(course: Course): void {
  const { service, state } = course;
  for (const group of service.tasksIn(state.state))
    course.record({
      type: 'case.tasks-opened.v1',
      data: {
        service: state.header.service,
        group: group.code,
        tasks: group.tasks.map(({ code }) => code),
      },
    });
}

/** A group that can be worked on: opened, not complete, and its state not left since. */
export const workable = (
  { tasks, state }: SubmittedCase,
  group: TaskGroup | undefined,
): OpenedTasks | undefined =>
  group?.opensIn === state
    ? tasks.find((opened) => opened.group === group.code && !opened.complete)
    : undefined;

/** Whether a result for one more task completes its group. */
export function completes(
  { state, service, moment }: Course,
  group: TaskGroup,
  results: Readonly<Record<string, TaskResult | null>>,
): Result<boolean, Rejection> {
  const { complete } = group;
  const given = Object.values(results).filter((result) => result !== null).length;
  if (complete === 'all') return ok(given === group.tasks.length);
  if (complete === 'any') return ok(given > 0);
  if ('least' in complete) return ok(given >= complete.least);
  const facts = ruleFacts(state, moment);
  return service.test(complete.rule, { ...facts, tasks: { ...facts.tasks, ...results } });
}
