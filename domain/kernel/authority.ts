import { z } from 'zod';
import type { Brand } from './brand.js';

/** The body that owns data: a dotted path from the widest to the narrowest, `pb.amritsar`. */
export type Authority = Brand<string, 'Authority'>;

const pattern = /^[a-z0-9_]+(\.[a-z0-9_]+)*$/;

/** @throws RangeError when the text is no dotted path of lower-case segments (at most 120 characters). */
export function authority(text: string): Authority {
  if (text.length > 120 || !pattern.test(text))
    throw new RangeError(`Not an authority path: ${text.slice(0, 80)}`);
  return text as Authority;
}

export const authoritySchema = z
  .string()
  .max(120)
  .regex(pattern, 'must be a dotted path of lower-case segments, like "pb.amritsar"')
  .transform((text) => text as Authority);

/** Whether `inner` is `outer` or lies below it, by whole segments: `pb.amritsar` does not contain `pb.amritsar2`. */
export const contains = (outer: Authority, inner: Authority): boolean =>
  inner === outer || inner.startsWith(`${outer}.`);

/** From the authority itself up to the widest one above it. */
export function lineage(of: Authority): readonly Authority[] {
  const segments = of.split('.');
  return segments.map((_, i) => segments.slice(0, segments.length - i).join('.') as Authority);
}
