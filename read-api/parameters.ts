import { z } from 'zod';
import { instantSchema } from '../domain/kernel/instant.js';

export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const paging = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .optional()
    .meta({ description: 'Items a page; 50 by default' }),
  cursor: z
    .string()
    .max(2000)
    .optional()
    .meta({ description: 'From the next or previous link of a page with the same query' }),
};

export const moment = {
  asOf: instantSchema
    .optional()
    .meta({ description: 'As it stood then: what had happened by this time' }),
  knownAt: instantSchema
    .optional()
    .meta({ description: 'As it was known then: what had been recorded by this time' }),
};

/** The value without absent members: exact optional types tell "absent" from "undefined". */
export const present = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
