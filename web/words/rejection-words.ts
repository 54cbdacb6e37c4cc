import type { Rejection } from '../../domain/kernel/rejection.js';
import { say } from '../../domain/kernel/text.js';
import type { Visit } from '../base/visit.js';

/** Rejections that the pages have words of their own for, in every language. */
export const knownRejections: readonly string[] = [
  'access.kind',
  'access.role',
  'access.outside',
  'access.not-related',
  'case.not-permitted',
  'case.closed',
  'case.not-open',
  'case.action-not-allowed',
  'case.action-forbidden',
  'case.action-blocked',
  'case.comment-required',
  'case.assignee-required',
  'case.score-required',
  'case.documents-missing',
  'case.place-required',
  'case.place-not-taken',
  'case.document-by-staff',
  'case.parties-missing',
  'case.party-identity',
  'case.party-kind',
  'case.start-forbidden',
  'case.type-required',
  'case.subject-required',
  'case.feedback-too-early',
  'case.feedback-too-late',
  'case.feedback-given',
  'case.escalation-exhausted',
  'case.due-out-of-range',
  'form.invalid-answers',
  'request.precondition-failed',
  'request.key-reused',
];

export const isKnownRejection = ({ code }: Pick<Rejection, 'code'>): boolean =>
  knownRejections.includes(code);

/** A rejection in the visitor's language. */
export function rejectionWords(
  { t, language }: Pick<Visit, 't' | 'language'>,
  { code, kind, message, text }: Rejection,
): string {
  // The definition says why, in words for just this.
  if (text !== undefined) return say(text, language);
  if (isKnownRejection({ code })) return t(`rejection.${code}`);
  // The domain speaks English: whoever reads another language is told what kind of "no" it is.
  return language === 'en' ? message : t(`rejection.${kind}`);
}
