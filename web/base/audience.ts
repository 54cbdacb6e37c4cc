import { RejectedError } from '../../http/problem.js';
import { refuseForm } from './rejections.js';
import type { Visit } from './visit.js';

/** @throws RejectedError for whoever does not work for the authority: its page says who to be instead */
export function staffOnly({ caller }: Visit): void {
  if (caller.actor.kind !== 'staff')
    throw new RejectedError(refuseForm('not-for-you', { audience: 'staff' }).error);
}
