import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { Assignee } from '../../service/schema/index.js';
import { sameAssignee } from '../assignment.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';

/** Gives the case to someone, or back to its queue. */
export function assign(
  course: Course,
  { assignee, comment }: CaseBody<'assign'>,
): Result<Course, Rejection> {
  const { state, context } = course;
  const permitted = permit('assign', state, context);
  if (!permitted.ok) return permitted;
  if (state.status === 'closed') return reject('closed', { reference: state.header.reference });
  const fault = assignee === null ? undefined : assigneeFault(course, assignee);
  if (fault !== undefined) return fault;
  if (sameAssignee(state.assignee, assignee)) return ok(course);
  course.record({
    type: 'case.assigned.v1',
    data: {
      service: state.header.service,
      before: state.assignee,
      after: assignee,
      ...(comment === undefined ? {} : { comment }),
    },
  });
  return ok(course);
}

/** An office must be one of the authority's; what an import brings was so, whatever is known now. */
export const assigneeFault = (
  { context, moment }: Pick<Course, 'context' | 'moment'>,
  { kind, id }: Assignee,
) =>
  kind === 'office' && context.origin !== 'import' && !context.reference.office(id, moment.on)
    ? reject('office-unknown', { office: id }, { pointer: '/assignee/id' })
    : undefined;
