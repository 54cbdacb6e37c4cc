import { z } from 'zod';
import { authoritySchema } from '../kernel/authority.js';
import { codeSchema } from '../kernel/ids.js';
import { plainDateSchema } from '../kernel/instant.js';
import { textSchema } from '../kernel/text.js';
import {
  assignmentSchema,
  chargeSchema,
  escalationSchema,
  lengthSchema,
  serviceDefinitionSchema,
  typeSchema,
} from './schema/index.js';

const reason = z.string().trim().min(1).max(1000);
/** JSON pointer into the definition → words. */
const texts = z
  .record(z.string().min(1).max(500), textSchema)
  .refine((map) => Object.keys(map).length <= 500, 'must have at most 500 texts');

export const overridesSchema = z.strictObject({
  types: z.array(typeSchema).max(500).exactOptional(),
  /** Timer → length. */
  limits: z.record(codeSchema, lengthSchema).exactOptional(),
  texts: texts.exactOptional(),
  assignment: z.array(assignmentSchema).max(50).exactOptional(),
  escalation: escalationSchema.exactOptional(),
  charges: z.array(chargeSchema).max(50).exactOptional(),
  office: codeSchema.exactOptional(),
  calendar: codeSchema.exactOptional(),
});
/** What a narrower authority has otherwise than the definition that it adopts. */
export type Overrides = z.output<typeof overridesSchema>;

/** Operation → schema of its body: what can be asked of a service. */
export const serviceCommandSchemas = {
  draft: z.strictObject({ definition: serviceDefinitionSchema }),
  adopt: z.strictObject({
    /** The authority above whose definition is adopted. */
    of: authoritySchema,
    /** Its newest version when absent. */
    version: z.int().positive().exactOptional(),
    effectiveFrom: plainDateSchema,
    overrides: overridesSchema.default({}),
  }),
  publish: z.strictObject({
    /** The draft's own when absent. */
    effectiveFrom: plainDateSchema.exactOptional(),
  }),
  'discard-draft': z.strictObject({}),
  'correct-texts': z.strictObject({
    /** The newest version when absent. */
    version: z.int().positive().exactOptional(),
    texts,
    reason,
  }),
  withdraw: z.strictObject({
    /** First local date on which no new case is taken. */
    from: plainDateSchema,
    reason,
  }),
} as const;

export type ServiceOperation = keyof typeof serviceCommandSchemas;
export type ServiceBody<O extends ServiceOperation> = z.output<(typeof serviceCommandSchemas)[O]>;
export type ServiceCommand = {
  [O in ServiceOperation]: { readonly operation: O; readonly body: ServiceBody<O> };
}[ServiceOperation];
