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
  const next = { ...body };
  for (const key of Object.keys(changes) as (keyof T & string)[]) {
    const value = changes[key];
    if (value !== undefined) next[key] = value;
    else if (Object.hasOwn(next, key)) Reflect.deleteProperty(next, key);
  }
  return next;
}
