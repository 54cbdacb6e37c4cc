import canonicalizeModule from 'canonicalize';

// The package is CommonJS: its function is the module itself, though its types say `default`.
const serialize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

/** Canonical JSON (RFC 8785): equal data gives equal text. @throws RangeError when the value is no JSON. */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new RangeError('Not JSON');
  return text;
}

/** Whether two values are the same JSON, whatever the order of their keys. */
export const sameJson = (a: unknown, b: unknown): boolean =>
  a === b || canonicalJson(a) === canonicalJson(b);
