import { defineRejections } from '../kernel/rejection.js';

/** Every "no" that a case says. */
export const reject = defineRejections('case', {
  unknown: { kind: 'missing', message: 'There is no such case.' },
  exists: { kind: 'conflict', message: 'Case {reference} exists already.' },
  'not-permitted': { kind: 'forbidden', message: 'You may not {operation} on this case.' },
  closed: {
    kind: 'conflict',
    message: 'Case {reference} is closed; actions of its workflow may still be possible.',
  },
  'not-open': { kind: 'conflict', message: 'Case {reference} is resolved or closed.' },
  'too-many': { kind: 'conflict', message: 'A case holds at most {limit} {what}.' },
  'calendar-missing': {
    kind: 'conflict',
    message: 'There is no calendar {calendar} in force on {on}; publish it as reference data.',
  },
  'settle-unbounded': {
    kind: 'conflict',
    message: 'More than {limit} facts are due by now: its timers start one another without end.',
  },

  'start-unknown': { kind: 'invalid', message: 'This service has no start {start}.' },
  'start-forbidden': { kind: 'forbidden', message: 'You may not begin a case of {service} so.' },
  'start-ambiguous': {
    kind: 'invalid',
    message: 'Several starts of {service} are open to you; name one.',
  },
  'type-required': { kind: 'invalid', message: 'Say which type of {service} it is.' },
  'type-unknown': { kind: 'invalid', message: '{service} has no type {type} to apply for.' },
  reserved: { kind: 'forbidden', message: 'Only staff may give {field}.' },
  'party-role-unknown': { kind: 'invalid', message: '{service} knows no parties of role {role}.' },
  'party-kind': { kind: 'invalid', message: 'A party of role {role} can not be {kind}.' },
  'place-required': {
    kind: 'invalid',
    message: 'Say where it is: {service} needs a place with an address, an area or a point.',
  },
  'place-not-taken': { kind: 'invalid', message: 'Cases of {service} are about no place.' },
  'parties-missing': {
    kind: 'invalid',
    message: 'At least {least} of role {role} must be named.',
  },
  'parties-too-many': { kind: 'invalid', message: 'At most {most} of role {role} may be named.' },
  'identity-unproven': {
    kind: 'forbidden',
    message: 'Only staff, or a verified account, can say that an identity is verified.',
  },
  'party-identity': {
    kind: 'invalid',
    message: 'A party of role {role} must be known by {needed}.',
  },
  'party-person': {
    kind: 'forbidden',
    message: 'You can name no account but your own, or that of whom you act for.',
  },
  'subject-required': {
    kind: 'invalid',
    message: 'Name the entry of registry {registry} that it is about.',
  },
  'subject-unknown': {
    kind: 'invalid',
    message: 'Cases of {service} are about no entry of registry {registry}.',
  },
  'amount-unknown': { kind: 'invalid', message: '{service} keeps no amount {amount}.' },
  'amount-out-of-range': {
    kind: 'conflict',
    message: 'Amount {amount} would be larger than can be reckoned with.',
  },
  'timer-not-given': {
    kind: 'invalid',
    message: 'The due time of {timer} is not given by hand here.',
  },
  'timer-date': {
    kind: 'invalid',
    message: 'Timer {timer} can not start on {date}: no date within a hundred years.',
  },

  'action-unknown': { kind: 'invalid', message: 'This service has no action {action}.' },
  'action-not-allowed': {
    kind: 'conflict',
    message: '{action} is not possible in state {state}.',
  },
  'action-forbidden': { kind: 'forbidden', message: 'You may not take {action} on this case.' },
  'action-blocked': {
    kind: 'conflict',
    message: '{action} must wait: {reason}',
  },
  'comment-required': { kind: 'invalid', message: '{action} needs a comment.' },
  'comment-not-taken': { kind: 'invalid', message: '{action} takes no comment.' },
  'assignee-required': { kind: 'invalid', message: '{action} needs someone to assign it to.' },
  'assignee-not-taken': { kind: 'invalid', message: '{action} assigns to nobody of your choice.' },
  'score-required': { kind: 'invalid', message: '{action} needs a score from 1 to {scale}.' },
  'score-out-of-scale': {
    kind: 'invalid',
    message: 'A score is a whole number from 1 to {scale}.',
  },
  'score-not-taken': { kind: 'invalid', message: '{action} takes no score.' },

  'answers-not-editable': {
    kind: 'conflict',
    message: '{fields} can not be amended in state {state}.',
  },
  'documents-missing': { kind: 'invalid', message: 'Documents are missing: {kinds}.' },
  'document-kind': { kind: 'invalid', message: 'No document of kind {kind} is asked for.' },
  'document-by-staff': { kind: 'forbidden', message: 'Only staff bring documents of kind {kind}.' },
  'document-media-type': { kind: 'invalid', message: '{kind} can not be {mediaType}.' },
  'document-size': { kind: 'invalid', message: '{kind} may have at most {limit} bytes.' },
  'document-party': { kind: 'invalid', message: 'The case has no party {party}.' },
  'document-unknown': { kind: 'missing', message: 'The case has no document {document}.' },
  'document-replaced': {
    kind: 'conflict',
    message: '{document} was replaced by a later version, {by}.',
  },
  'link-self': { kind: 'invalid', message: 'A case can not be linked to itself.' },
  'link-nowhere': { kind: 'invalid', message: 'There is no case {case} to link to.' },
  'link-exists': { kind: 'conflict', message: 'The case is linked to {case} as {kind} already.' },
  'link-unknown': { kind: 'missing', message: 'The case is not linked to {case} as {kind}.' },

  'timer-unknown': { kind: 'missing', message: 'No timer {timer} runs on this case.' },
  'due-out-of-range': {
    kind: 'invalid',
    message: 'A due time must lie after {now}, and within a hundred years.',
  },
  'escalation-none': { kind: 'conflict', message: '{service} has no escalation.' },
  'escalation-exhausted': {
    kind: 'conflict',
    message: 'The case is at the highest level of escalation, {level}.',
  },
  'task-unknown': { kind: 'conflict', message: 'Task {task} of {group} is not open.' },
  'task-forbidden': { kind: 'forbidden', message: 'Task {task} is for {roles}.' },
  'feedback-not-asked': { kind: 'conflict', message: '{service} asks for no feedback.' },
  'feedback-too-early': {
    kind: 'conflict',
    message: 'Feedback can be given when the case is resolved.',
  },
  'feedback-too-late': { kind: 'conflict', message: 'Feedback could be given until {until}.' },
  'feedback-given': { kind: 'conflict', message: 'Feedback was given on {at}.' },
  'person-unknown': {
    kind: 'invalid',
    message: 'None of the offices names {person} among its staff.',
  },
  'office-unknown': { kind: 'invalid', message: 'There is no office {office}.' },
  'area-unknown': { kind: 'invalid', message: 'There is no area {area}.' },
});
