import type { z } from 'zod';
import { faultsOf as faultsOfIssue, type BodyFault } from '../commands/pipeline/parse.js';

const mostFaults = 50;

/** Each fault of a parse as a JSON pointer and words; an unknown name by its own pointer. */
export const faultsOf = (error: z.ZodError): readonly BodyFault[] =>
  error.issues.flatMap(faultsOfIssue).slice(0, mostFaults);
