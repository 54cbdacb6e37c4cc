/** New values by key; undefined removes a key that may be absent. */
export type Changes<T> = {
  readonly [K in keyof T]?: object extends Pick<T, K> ? T[K] | undefined : T[K];
};

/** A copy with the changes. Keys set to undefined are left out, since JSON cannot carry them. */
export function patch<T extends object>(body: T, changes: Changes<T>): T {
  const next = { ...body, ...changes };
  for (const key in changes) if (changes[key] === undefined) Reflect.deleteProperty(next, key);
  return next;
}
