import type { z } from 'zod';
import { faultsOf as faultsOfIssue, type BodyFault } from '../commands/pipeline/parse.js';
import { faultCount } from '../domain/kernel/issue-words.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Err } from '../domain/kernel/result.js';
import { refuse } from './rejections.js';

const mostFaults = 50;

/** Each fault of a parse as a JSON pointer and words; an unknown name by its own pointer. */
export const faultsOf = (error: z.ZodError): readonly BodyFault[] =>
  error.issues.flatMap(faultsOfIssue);

/** A sentence's end that names the first of several faults. */
export const firstOf = ([first]: readonly BodyFault[], whole: string): string =>
  first === undefined ? '' : `${first.pointer || whole} ${first.message}`;

/** What is wrong with parameters, or with a body that no command takes; at most 50 faults are listed. */
export const invalidParameters = (faults: readonly BodyFault[]): Err<Rejection> =>
  refuse(
    'invalid-parameter',
    { faults: faultCount(faults.length), first: firstOf(faults, 'what is asked') },
    { faults: faults.slice(0, mostFaults), pointer: faults[0]?.pointer ?? '' },
  );
