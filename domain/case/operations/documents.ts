import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { CaseBody } from '../commands.js';
import type { Course } from '../course.js';
import { holderOf, numbered, replacedFault } from '../documents.js';
import { permit } from '../operators.js';
import { reject } from '../rejections.js';

/** Adds a document, or a new version of one. */
export function attachDocument(
  course: Course,
  { document }: CaseBody<'attach-document'>,
): Result<Course, Rejection> {
  const { state, context } = course;
  const permitted = permit('attach-document', state, context);
  if (!permitted.ok) return permitted;
  if (state.status === 'closed') return reject('closed', { reference: state.header.reference });
  const documents = numbered(holderOf(course), [document], () => '/document');
  if (!documents.ok) return documents;
  for (const attached of documents.value)
    course.record({
      type: 'case.document-attached.v1',
      data: { service: state.header.service, document: attached },
    });
  return ok(course);
}

/** Accepts or rejects the latest version of a document; a judgement may be revised. */
export function reviewDocument(
  course: Course,
  { document: id, verdict, reason }: CaseBody<'review-document'>,
): Result<Course, Rejection> {
  const { state, context } = course;
  const permitted = permit('review-document', state, context);
  if (!permitted.ok) return permitted;
  const fault = replacedFault(state.documents, id, '/document');
  if (fault !== undefined) return fault;
  const before = state.documents.find((document) => document.id === id)?.review ?? 'pending';
  if (before === verdict) return ok(course);
  course.record({
    type: 'case.document-reviewed.v1',
    data: {
      service: state.header.service,
      document: id,
      before,
      after: verdict,
      ...(reason === undefined ? {} : { reason }),
    },
  });
  return ok(course);
}
