import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { TaskGroup } from '../../service/schema/index.js';
import { allowedTasks, mayComplete } from '../allowed.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { takeIfPossible } from '../passing.js';
import { reject } from '../rejections.js';
import { completes, workable } from '../tasks.js';

type Body = CaseBody<'complete-task'>;

/** Gives one of the parallel tasks its result; the one that completes the group takes what follows on it. */
export function completeTask(course: Course, body: Body): Result<Course, Rejection> {
  const found = openTask(course, body);
  if (!found.ok) return found;
  const group = found.value;
  const of = `task/${body.group}/${body.task}`;
  const valid = course.service.validateInput(of, body.input ?? {}, course.today);
  if (!valid.ok) return valid;
  const results = workable(course.state, group)?.results;
  const complete = completes(course, group, { ...results, [body.task]: body.result });
  if (!complete.ok) return complete;
  record(course, body, complete.value);
  return complete.value ? goOn(course, group) : ok(course);
}

const goOn = (course: Course, { code, then }: TaskGroup): Result<Course, Rejection> =>
  then === undefined
    ? ok(course)
    : course.byRule(`tasks/${code}`, (onward) => takeIfPossible(onward, then));

function record(course: Course, body: Body, complete: boolean): void {
  const { group, task, result, input, comment } = body;
  course.record({
    type: 'case.task-completed.v1',
    data: {
      service: course.state.header.service,
      group,
      task,
      result,
      ...(input === undefined ? {} : { input }),
      ...(comment === undefined ? {} : { comment }),
      completes: complete,
    },
  });
}

function openTask(
  { service, state, context }: Course,
  { group: code, task: name }: Body,
): Result<TaskGroup, Rejection> {
  const group = service.taskGroup(code);
  const task = group?.tasks.find((one) => one.code === name);
  const open = workable(state, group)?.results[name] === null;
  const allowed = () => allowedTasks(state, context).map((one) => `${one.group}/${one.task}`);
  if (!group || !task || !open)
    return reject(
      'task-unknown',
      { group: code, task: name },
      { pointer: '/task', allowed: allowed() },
    );
  if (mayComplete(state, context, task)) return ok(group);
  const roles = [...task.roles, ...(task.office === undefined ? [] : [task.office])].join(', ');
  return reject('task-forbidden', { task: name, roles }, { pointer: '/task', allowed: allowed() });
}
