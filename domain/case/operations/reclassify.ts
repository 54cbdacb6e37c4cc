import { sameJson } from '../../kernel/canonical.js';
import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import { assignAnew } from '../assigning.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';
import type { SubmittedCase } from '../state.js';
import { restartedLimits } from '../type-limits.js';
import { areaFault, officeFault } from './submit-faults.js';
import { typeFault } from './type-choice.js';

type Body = CaseBody<'reclassify'>;

/** Corrects what the case is filed under. Another type brings its limits; another office, its queue. */
export function reclassify(course: Course, body: Body): Result<Course, Rejection> {
  const { state, context, service } = course;
  const permitted = permit('reclassify', state, context);
  if (!permitted.ok) return permitted;
  if (state.status === 'closed') return reject('closed', { reference: state.header.reference });
  const fault = classFault(course, body);
  if (fault !== undefined) return fault;
  const changes = changesOf(state, { ...body, ...officeWith(course, body) });
  if (Object.keys(changes).length === 0) return ok(course);
  const timers = changes.type === undefined ? [] : restartedLimits(course, changes.type.after);
  course.record({
    type: 'case.reclassified.v1',
    data: { service: service.definition.code, ...changes, reason: body.reason, timers },
  });
  if (changes.office !== undefined) assignAnew(course);
  return ok(course);
}

const classFault = ({ service, context }: Course, body: Body) =>
  (body.type === undefined ? undefined : typeFault(service, body.type)) ??
  officeFault(context, body) ??
  areaFault(context, body);

/** Another type takes the case to that type's office, unless one is named. */
function officeWith({ service, state }: Course, { type, office }: Body): { office?: string } {
  if (office !== undefined) return { office };
  if (type === undefined || type === state.type) return {};
  const ofType = service.type(type)?.office;
  return ofType === undefined ? {} : { office: ofType };
}

const change = <T>(before: T, after: T | undefined) =>
  after === undefined || sameJson(before, after) ? undefined : { before, after };

function changesOf(state: SubmittedCase, body: Omit<Body, 'reason'>) {
  const type = change(state.type, body.type);
  const office = change(state.office, body.office);
  const priority = change(state.priority, body.priority);
  const confidentiality = change(state.confidentiality, body.confidentiality);
  const places = change([...state.places], body.places);
  return {
    ...(type && { type }),
    ...(office && { office }),
    ...(priority && { priority }),
    ...(confidentiality && { confidentiality }),
    ...(places && { places }),
  };
}
