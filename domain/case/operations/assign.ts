import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Err, type Result } from '../../kernel/result.js';
import type { Office } from '../../reference/view.js';
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

/**
 * An office must be one of the authority's, and whom staff name one of its staff, where its offices say
 * who that is, or an account of a party. What an import brings was so, whatever is known now.
 */
export function assigneeFault(course: Whom, { kind, id }: Assignee): Err<Rejection> | undefined {
  if (course.context.origin === 'import') return undefined;
  const pointer = '/assignee/id';
  if (kind === 'office' && course.context.reference.office(id, course.moment.on) === undefined)
    return reject('office-unknown', { office: id }, { pointer });
  return kind === 'person' && !isKnown(course, id)
    ? reject('person-unknown', { person: id }, { pointer })
    : undefined;
}

type Whom = Pick<Course, 'context' | 'moment' | 'state'>;

function isKnown({ context, moment, state }: Whom, id: string): boolean {
  // Whoever acts is known by their token, whatever the offices say.
  if (context.actor.kind !== 'staff' || id === context.actor.id) return true;
  if (state.parties.some(({ person }) => person === id)) return true;
  const staffed = context.reference.offices(moment.on).filter(namesStaff);
  return staffed.length === 0 || staffed.some((office) => hasStaff(office, id));
}

const namesStaff = ({ head, staff }: Office): boolean => head !== undefined || staff !== undefined;

const hasStaff = ({ head, staff = {} }: Office, id: string): boolean =>
  head === id || Object.values(staff).some((members) => members.includes(id));
