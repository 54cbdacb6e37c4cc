import { z } from 'zod';
import { plainDateSchema } from '../kernel/instant.js';
import { referenceValues } from './values.js';

/** An entry of a set and the date it holds from, beside what else the message says. */
export const entrySchema = <Shape extends Readonly<Record<string, z.ZodType>>>(shape: Shape) => {
  const entry = { ...shape, effectiveFrom: plainDateSchema };
  return z.discriminatedUnion('kind', [
    z.strictObject({ ...entry, kind: z.literal('calendar'), value: referenceValues.calendar }),
    z.strictObject({ ...entry, kind: z.literal('tariff'), value: referenceValues.tariff }),
    z.strictObject({ ...entry, kind: z.literal('code-list'), value: referenceValues['code-list'] }),
    z.strictObject({ ...entry, kind: z.literal('offices'), value: referenceValues.offices }),
    z.strictObject({ ...entry, kind: z.literal('areas'), value: referenceValues.areas }),
  ]);
};

export const reasonSchema = z.string().trim().min(1).max(1000);
