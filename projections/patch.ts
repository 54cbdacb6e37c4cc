/** New values by key; undefined removes a key that may be absent. */
export type Changes<T> = {
  readonly [K in keyof T]?: object extends Pick<T, K> ? T[K] | undefined : T[K];
};

/**
 * A copy with the changes. Keys set to undefined are left out, since JSON cannot carry them.
 *
 * Folds do this for every event, so it keeps to what engines copy fast: a spread alone, and assignment to
 * keys that are there. Literals that begin with a spread, and deletions, make an object slow ever after.
 */
export function patch<T extends object>(body: T, changes: Changes<T>): T {
  const entries = Object.entries<unknown>(changes);
  const set = entries.filter(([, value]) => value !== undefined);
  if (set.length === entries.length) return Object.assign({ ...body }, changes);
  const next = Object.assign({ ...body }, Object.fromEntries(set));
  for (const [key, value] of entries)
    if (value === undefined && Object.hasOwn(next, key)) Reflect.deleteProperty(next, key);
  return next;
}
