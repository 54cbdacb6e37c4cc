/** Those of the named properties that are there. */
export function pick<T extends object, const K extends keyof T>(
  from: T,
  names: readonly K[],
): { [P in K]?: Exclude<T[P], undefined> } {
  const picked: { [P in K]?: T[P] } = {};
  for (const name of names) if (from[name] !== undefined) picked[name] = from[name];
  return picked as { [P in K]?: Exclude<T[P], undefined> };
}
