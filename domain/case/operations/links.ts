import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { CaseBody } from '../commands.js';
import type { CaseContext } from '../context.js';
import type { Course } from '../course.js';
import type { Link } from '../header.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';

const maximumLinks = 100;
const pointer = '/link';

const isSame =
  (link: Link) =>
  (other: Link): boolean =>
    other.kind === link.kind && other.case === link.case;

/** Links to another case, once in each kind. */
export function link(course: Course, { link: added }: CaseBody<'link'>): Result<Course, Rejection> {
  const { state, context } = course;
  const permitted = permit('link', state, context);
  if (!permitted.ok) return permitted;
  const fault =
    linkFault(state.header.reference, state.links, added, pointer) ??
    nowhereFault(context, added, pointer);
  if (fault !== undefined) return fault;
  course.record({
    type: 'case.linked.v1',
    data: { service: state.header.service, link: added },
  });
  return ok(course);
}

/** What speaks against a link of a case that has some already. */
export function linkFault(reference: string, links: readonly Link[], added: Link, at: string) {
  if (added.case === reference) return reject('link-self', {}, { pointer: `${at}/case` });
  if (links.some(isSame(added))) return reject('link-exists', { ...added }, { pointer: at });
  return links.length < maximumLinks
    ? undefined
    : reject('too-many', { what: 'links', limit: maximumLinks }, { pointer: at });
}

/** A link leads to a case that is there. */
export const nowhereFault = (
  { facts }: Pick<CaseContext, 'facts'>,
  { case: reference }: Link,
  at: string,
) =>
  facts?.noCases?.includes(reference) === true
    ? reject('link-nowhere', { case: reference }, { pointer: `${at}/case` })
    : undefined;

/** Takes a link back, with a reason. */
export function unlink(
  course: Course,
  { link: removed, reason }: CaseBody<'unlink'>,
): Result<Course, Rejection> {
  const { state, context } = course;
  const permitted = permit('unlink', state, context);
  if (!permitted.ok) return permitted;
  if (!state.links.some(isSame(removed))) {
    const allowed = state.links.map((one) => `${one.kind} ${one.case}`);
    return reject('link-unknown', { ...removed }, { pointer, allowed });
  }
  course.record({
    type: 'case.unlinked.v1',
    data: { service: state.header.service, link: removed, reason },
  });
  return ok(course);
}
