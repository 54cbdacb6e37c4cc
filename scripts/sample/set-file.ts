import { z } from 'zod';
import { plainDateSchema } from '../../domain/kernel/instant.js';

/** A reference set as a file: its entries in order of their dates. */
export const setFileSchema = z.strictObject({
  set: z.string(),
  kind: z.string(),
  entries: z.array(z.strictObject({ effectiveFrom: plainDateSchema, value: z.json() })).min(1),
});
export type SetFile = z.infer<typeof setFileSchema>;
