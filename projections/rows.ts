import type { Json } from '../domain/kernel/json.js';

/** A group of an aggregate: null for documents without the value. */
export const groupIn = (row: Readonly<Record<string, Json>>, name: string): string | null => {
  const value = row[name];
  return typeof value === 'string' ? value : null;
};

/** A count or sum of an aggregate. */
export const numberIn = (row: Readonly<Record<string, Json>>, name: string): number => {
  const value = row[name];
  return typeof value === 'number' ? value : 0;
};
