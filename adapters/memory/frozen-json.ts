/** Parses JSON into values that nobody can change, so that what a log hands out stays as it was written. */
export function frozenJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // A list of what is left instead of recursion: JSON may be nested deeper than the stack.
  const left = [value];
  for (let item = left.pop(); item !== undefined; item = left.pop())
    if (typeof item === 'object' && item !== null) {
      Object.freeze(item);
      for (const inner of Object.values(item) as unknown[]) left.push(inner);
    }
  return value;
}
