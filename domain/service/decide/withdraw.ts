import { newestOf, publishedOf } from '../state.js';
import { fact, today, unchanged, type Decide } from './context.js';
import { reject } from './rejections.js';

/** Takes no new cases from a date on; a later version takes them again. Cases that are there go on. */
export const withdraw: Decide<'withdraw'> = ({ from, reason }, state, context) => {
  const { code } = context;
  const newest = newestOf(state)?.definition;
  if (newest === undefined) return reject('not-published', { code }, { allowed: ['publish'] });
  const { version, effectiveFrom } = newest;
  const pointer = '/from';
  if (publishedOf(state)?.withdrawals.includes(from) === true) return unchanged;
  if (from <= effectiveFrom)
    return reject('date-too-early', { code, version, after: effectiveFrom }, { pointer });
  const day = today(newest, context);
  if (context.origin !== 'import' && from < day)
    return reject('date-past', { from, today: day }, { pointer });
  return fact({ type: 'service.withdrawn.v1', data: { version, from, reason } });
};
