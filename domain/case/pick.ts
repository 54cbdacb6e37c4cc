/** Those of the named properties that are there. */
export const pick = <T extends object, const K extends keyof T>(
  from: T,
  names: readonly K[],
): { [P in K]?: Exclude<T[P], undefined> } =>
  Object.fromEntries(
    names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])),
  ) as { [P in K]?: Exclude<T[P], undefined> };
