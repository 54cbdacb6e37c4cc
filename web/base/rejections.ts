import { defineRejections } from '../../domain/kernel/rejection.js';

/** What forms of the pages are refused for, before anything is asked of the case. */
export const refuseForm = defineRejections('form-page', {
  expired: {
    kind: 'forbidden',
    message: 'The form is out of date. Go back, load the page again and send it once more.',
  },
  'answers-gone': {
    kind: 'missing',
    message: 'The answers given so far were not kept. Start again.',
  },
  'not-for-you': { kind: 'forbidden', message: 'This page is for {audience}.' },
});
