import { defineRejections } from '../domain/kernel/rejection.js';

/** What the HTTP layer itself refuses, before any rule is asked. */
export const refuse = defineRejections('http', {
  unauthenticated: {
    kind: 'forbidden',
    message: 'Send a bearer token: Authorization: Bearer <token>. {reason}',
  },
  'not-found': { kind: 'missing', message: 'There is nothing at {path}.' },
  'no-operation': {
    kind: 'missing',
    message: 'The API has nothing at {path}; /api/docs lists what it has.',
  },
  'not-listed': { kind: 'missing', message: 'There is no {what}; {where} lists those there are.' },
  'before-beginning': {
    kind: 'missing',
    message: 'Case {reference} {began} at {since}: ask for a later {parameter}.',
  },
  'method-not-allowed': {
    kind: 'invalid',
    message: '{method} is not possible here; {methods} would be.',
  },
  'too-large': { kind: 'invalid', message: 'The request body is larger than {limit} bytes.' },
  'unsupported-media-type': {
    kind: 'invalid',
    message: 'Send the body as application/json in UTF-8.',
  },
  'malformed-json': { kind: 'invalid', message: 'The body is not well-formed JSON: {reason}' },
  'invalid-parameter': { kind: 'invalid', message: 'The request has {faults}: {first}.' },
  'only-reads': {
    kind: 'invalid',
    message:
      'This process only reads: send {method} requests like this one to the process that writes.',
  },
  'only-writes': {
    kind: 'invalid',
    message:
      'This process only writes: send {method} requests like this one to a process that reads.',
  },
  'rate-limited': { kind: 'conflict', message: 'Too many requests; wait {seconds} seconds.' },
  busy: {
    kind: 'conflict',
    message: 'More requests are under way than this process takes at once; nothing was done.',
  },
  'headers-too-large': {
    kind: 'invalid',
    message: 'The headers or the address of the request are larger than this server takes.',
  },
  'request-timeout': { kind: 'invalid', message: 'The request did not arrive whole in time.' },
  'malformed-request': { kind: 'invalid', message: 'This is no request as HTTP/1.1 has them.' },
  'uploads-busy': {
    kind: 'conflict',
    message: 'Too many files are being received; send yours again in a moment.',
  },
  'idempotency-key-required': {
    kind: 'invalid',
    message: 'Send an Idempotency-Key header: the same key again has no second effect.',
  },
  'invalid-precondition': {
    kind: 'invalid',
    message: 'If-Match takes one ETag as given in a reply, such as "12".',
  },
  'header-too-long': {
    kind: 'invalid',
    message: 'The header {name} takes at most {longest} characters.',
  },
  hidden: {
    kind: 'forbidden',
    message: 'This is told by parts of {model} that are hidden from you.',
  },
  'no-figures': { kind: 'forbidden', message: 'Figures over {model} are not open to you.' },
  'invalid-position': {
    kind: 'invalid',
    message: 'The header At-Least-Position takes a position as given in the reply to a write.',
  },
  'not-yet-readable': {
    kind: 'conflict',
    message: 'The read models have not reached position {position} yet.',
  },
});
