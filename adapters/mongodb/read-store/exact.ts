/** Servers allow about a hundred levels. */
const deepest = 60;

/** Keys without dots, dollars in front and NUL, which have a meaning of their own to some server. */
const plainKey = /^(?!\$)(?!_bsontype$)[^.\0\ud800-\udfff]+$/;

/**
 * Whether BSON gives back this JSON as it was. Not where a key means something to the server or to the driver,
 * where half a surrogate pair would be replaced, for minus zero, or too far down.
 */
export function carriesExactly(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return true;
  return depth < deepest && membersOf(value).every((item) => carriesExactly(item, depth + 1));
}

/** A key that is not carried exactly counts as a member that is not. */
const membersOf = (value: object): readonly unknown[] =>
  Array.isArray(value)
    ? value
    : Object.entries(value).map(([key, item]) => (plainKey.test(key) ? (item as unknown) : NaN));
