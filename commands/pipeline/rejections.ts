import { defineRejections } from '../../domain/kernel/rejection.js';

/** What the pipeline refuses by itself, whatever the command is about. */
export const rejectRequest = defineRejections('request', {
  invalid: { kind: 'invalid', message: 'The request has {faults}: {first}.' },
  'unknown-operation': {
    kind: 'missing',
    message: 'There is no operation "{operation}" on "{aggregate}".',
  },
  'unknown-target': { kind: 'missing', message: '"{target}" is not the name of a {aggregate}.' },
  'not-found': { kind: 'missing', message: 'There is no {aggregate} "{target}".' },
  'key-reused': {
    kind: 'invalid',
    message:
      'This Idempotency-Key was used before with another body. Send a new key for a new request.',
  },
  'precondition-failed': {
    kind: 'conflict',
    message: 'It has changed in the meantime: it is at {actual}, not at {expected}. Read it again.',
  },
  'out-of-order': {
    kind: 'conflict',
    message: '{occurredAt} is earlier than what was recorded last, at {last}.',
  },
  'in-the-future': {
    kind: 'invalid',
    message: '{occurredAt} has not come yet; it is {now}.',
  },
});
