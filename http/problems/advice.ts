import type { RejectionKind } from '../../domain/kernel/rejection.js';

/** What to do about a rejection of which nothing more exact can be said. */
export const adviceOfKind: Readonly<Record<RejectionKind, string>> = {
  invalid: 'Correct the request; `pointer` and `errors` say where, `allowed` what would do.',
  conflict: 'Read the resource again; where `allowed` is given, it names what is possible now.',
  forbidden: 'Ask as someone who may; the reference of access says who.',
  missing: 'Check the name. What you may not see is said to be missing, too.',
};

const askStaff = 'Ask staff of the authority that it belongs to.';
const leaveOut = 'Leave it out.';
const nameOne = 'Name one of those in `allowed`.';
const reading = 'Read the case again: something came before you.';
const toOffice =
  'Whoever keeps the service or its reference data must mend it; nothing was changed.';
const laterDate = 'Choose a later date.';

/** Code → what to do, where more can be said than by its kind. */
export const adviceOfCode: Readonly<Record<string, string>> = {
  'access.kind': 'Only the kinds of actors that the reference of access names may do this.',
  'access.not-related':
    'Ask as a party of the case, as someone acting for one, or as whom it is assigned to.',
  'access.outside': 'Ask with roles for the authority that it belongs to.',
  'access.role': 'Ask with one of the roles in `allowed`, or any that changes things.',
  'access.time': 'Leave `occurredAt` out, or bring it as an importer.',

  'case.action-blocked':
    'Do first what the service asks for; `allowed` names what is possible now.',
  'case.action-forbidden': 'Take one of the actions in `allowed`, or ask as someone who may.',
  'case.action-not-allowed': 'Take one of the actions in `allowed`.',
  'case.action-unknown': nameOne,
  'case.amount-out-of-range': 'Give a smaller amount.',
  'case.amount-unknown': nameOne,
  'case.assignee-not-taken': leaveOut,
  'case.area-unknown': nameOne,
  'case.calendar-missing': toOffice,
  'case.comment-not-taken': leaveOut,
  'case.document-kind': nameOne,
  'case.document-media-type': 'Send the document as one of the types in `allowed`.',
  'case.document-replaced': 'Use the later version.',
  'case.document-size': 'Send a smaller file.',
  'case.document-by-staff': 'Leave it out; staff add it to the case.',
  'case.documents-missing': 'Attach the documents, or send them with the action.',
  'case.due-out-of-range': 'Choose a time between now and a hundred years from now.',
  'case.escalation-exhausted': 'Assign it to whom it should go instead.',
  'case.escalation-none': 'Assign it, or raise its priority, instead.',
  'case.exists': reading,
  'case.feedback-too-early': 'Wait until the case is resolved.',
  'case.identity-unproven': 'Give a lower identity, or have staff check it.',
  'case.link-exists': 'Nothing need be done.',
  'case.not-open': reading,
  'case.office-unknown': 'Name an office of the reference data, or publish it there first.',
  'case.party-person': 'Leave the account out, or name your own.',
  'case.person-unknown':
    'Name somebody whom the reference data of the offices lists, or publish them there first.',
  'case.place-not-taken': leaveOut,
  'case.place-required': 'Give a place with an address, an area code or a point.',
  'case.reserved': 'Leave the field out; staff can set it later.',
  'case.settle-unbounded': toOffice,
  'case.start-forbidden': 'Name one of the starts in `allowed`, or ask as someone who may.',
  'case.start-ambiguous': nameOne,
  'case.start-unknown': nameOne,
  'case.task-unknown': 'Read the case again: `openTasks` lists those that are open.',
  'case.timer-date': 'Correct the date that the timer starts from.',
  'case.too-many': 'Go on in another case, and link the two.',
  'case.type-required': nameOne,
  'case.type-unknown': nameOne,

  'catalogue.not-in-effect': 'Wait until it is in effect, or take another service.',
  'catalogue.service-unknown':
    'Name one of those that `GET /api/services?authority=…` lists for the authority.',
  'catalogue.withdrawn': 'Take another service; cases that are open go on.',

  'clock.not-permitted': 'Ask as an administrator.',
  'form-page.answers-gone': 'Start again.',
  'form-page.expired': 'Load the page again.',
  'form.invalid-schema': toOffice,

  'http.idempotency-key-required':
    'Choose a new key, such as a UUID, for each new request, and keep it when you repeat one.',
  'http.busy': 'Send it again after Retry-After seconds, with the same Idempotency-Key.',
  'http.headers-too-large':
    'Send fewer or shorter headers, and long searches as a body: POST /api/query.',
  'http.malformed-request': 'Send it with a client that speaks HTTP/1.1.',
  'http.request-timeout': 'Send the request again, at once and whole.',
  'http.invalid-parameter': 'Correct the parameters; `errors` names each of them.',
  'http.method-not-allowed': 'Use one of the methods in the header Allow.',
  'http.hidden': 'Ask without it, or as someone who may see it; the reference of access says who.',
  'http.invalid-position': 'Send the header Position of a reply as it came, or none.',
  'http.no-figures': 'Ask for figures of another read model; GET /api/models lists yours.',
  'http.before-beginning': 'Ask for a time from its beginning on, or leave the parameter out.',
  'http.no-operation': 'Check the address and the method against `/api/docs`.',
  'http.not-found': 'Check the address. What you may not see is said to be missing, too.',
  'http.not-yet-readable': 'Ask again after Retry-After seconds, or without At-Least-Position.',
  'http.only-reads': 'Send it to a process that writes: of role all, web or write-api.',
  'http.only-writes': 'Send it to a process that reads: of role all, web or read-api.',
  'http.rate-limited': 'Wait for Retry-After seconds.',
  'http.too-large': 'Send less at once.',
  'http.unauthenticated': 'Get a new token and send it: Authorization: Bearer <token>.',

  'reference.date-taken': 'Correct that entry instead.',
  'reference.date-too-early': laterDate,
  'reference.kind-differs': 'Publish it as another set.',
  'reference.mistyped': 'Compare it with what you were given, character by character.',

  'request.invalid': 'Correct the body; `errors` lists up to fifty faults, each by its place.',
  'request.key-reused': 'Send a new Idempotency-Key for a new request.',
  'request.out-of-order': 'Bring what happened in the order in which it happened.',
  'request.precondition-failed': 'Read it again, decide again, and send the new ETag.',

  'rule.failed': toOffice,
  'rule.invalid': 'Correct the rule; the message says where it breaks.',

  'service.date-past': 'Choose today or later.',
  'service.date-too-early': laterDate,
  'service.definition-faulty':
    'Correct the definition; the reference of the linter explains each fault in `errors`.',
  'service.no-draft': 'Draft it first.',
  'service.not-published': 'Publish it first.',
  'service.not-overridable': askStaff,
  'service.rule-without-value': toOffice,
};
