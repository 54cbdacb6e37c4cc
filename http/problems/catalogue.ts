import { declaredRejections } from '../../domain/kernel/rejection.js';
import { statusOf, titleOf } from '../problem.js';
import { adviceOfCode, adviceOfKind } from './advice.js';
import { faultNotes, type FaultNote } from './faults.js';

/** What a stable code means. */
export interface ProblemEntry {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** What is the matter; words in braces stand for what the case at hand fills in. */
  readonly meaning: string;
  /** What to do about it. */
  readonly advice: string;
  /** `rule`: the request was refused; `fault`: the machinery failed. */
  readonly kind: 'rule' | 'fault';
}

const statusOfFault = ({ status, retryable }: FaultNote): number =>
  status ?? (retryable ? 503 : 500);

/** Every code that the modules of this process know, sorted. */
export function problemCatalogue(): readonly ProblemEntry[] {
  const rules = declaredRejections().map(({ code, kind, message }): ProblemEntry => {
    const status = statusOf({ code, kind });
    const advice = adviceOfCode[code] ?? adviceOfKind[kind];
    return { code, status, title: titleOf(status), meaning: message, advice, kind: 'rule' };
  });
  const faults = Object.entries(faultNotes).map(([code, note]): ProblemEntry => {
    const status = statusOfFault(note);
    const { meaning, advice } = note;
    return { code, status, title: titleOf(status), meaning, advice, kind: 'fault' };
  });
  return [...rules, ...faults].sort((a, b) => (a.code < b.code ? -1 : 1));
}
