import { z } from 'zod';

/** An amount in integer minor units (cents, paise) of an ISO 4217 currency. */
export const moneySchema = z.strictObject({
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code'),
});
export type Money = z.infer<typeof moneySchema>;
