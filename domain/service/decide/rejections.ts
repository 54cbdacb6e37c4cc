import { defineRejections } from '../../kernel/rejection.js';

export const reject = defineRejections('service', {
  'other-service': {
    kind: 'invalid',
    message: 'This is the definition of {given}, not of {expected}.',
  },
  'is-adopted': {
    kind: 'conflict',
    message: '{code} was adopted from {authority}; adopt again with other overrides instead.',
  },
  'no-draft': { kind: 'conflict', message: '{code} has no draft.' },
  'not-published': { kind: 'conflict', message: '{code} has no published version.' },
  'version-unknown': { kind: 'missing', message: '{code} has no version {version}.' },
  'definition-faulty': {
    kind: 'invalid',
    message: 'The draft of {code} has {count} errors: see faults.',
  },
  'date-too-early': {
    kind: 'conflict',
    message: 'Version {version} of {code} is in effect from {after}; choose a later date.',
  },
  'date-past': {
    kind: 'conflict',
    message: 'From {from} on cases have already been taken; choose {today} or later.',
  },
  'not-above': { kind: 'invalid', message: '{of} is no authority above {authority}.' },
  'nothing-to-adopt': { kind: 'missing', message: '{of} has not published {code}.' },
  'no-such-text': {
    kind: 'invalid',
    message: '{path} is no text of {code}; only words can be corrected without a new version.',
  },
});
