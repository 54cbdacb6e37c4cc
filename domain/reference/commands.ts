import type { z } from 'zod';
import { entrySchema, reasonSchema } from './entry.js';

/** Operation → schema of its body: what can be asked of a reference set. */
export const referenceCommandSchemas = {
  publish: entrySchema({}),
  correct: entrySchema({ reason: reasonSchema }),
} as const;

export type ReferenceOperation = keyof typeof referenceCommandSchemas;
export type ReferenceBody<O extends ReferenceOperation> = z.output<
  (typeof referenceCommandSchemas)[O]
>;
export type ReferenceCommand = {
  [O in ReferenceOperation]: { readonly operation: O; readonly body: ReferenceBody<O> };
}[ReferenceOperation];
