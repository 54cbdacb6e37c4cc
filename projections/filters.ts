import type { Filter, Scalar } from './read-store.js';

type Lists<Name extends string> = Readonly<Partial<Record<Name, readonly Scalar[] | undefined>>>;

/** A field that has one of these values. One value alone is asked for as such: an index serves it in order. */
export function oneOf(field: string, values: readonly Scalar[]): Filter {
  const [first] = values;
  return values.length === 1 && first !== undefined ? { field, eq: first } : { field, in: values };
}

/** A filter for each list of a search that is given. */
export const listed = <Name extends string>(
  search: Lists<Name>,
  fields: readonly (readonly [Name, string])[],
): readonly Filter[] =>
  fields.flatMap(([name, field]) => {
    const values = search[name];
    return values === undefined ? [] : [oneOf(field, values)];
  });

/** From a value, inclusive, to before another; nothing when neither is given. */
export const within = (
  field: string,
  from: Scalar | undefined,
  before: Scalar | undefined,
): readonly Filter[] =>
  from === undefined && before === undefined
    ? []
    : [
        {
          field,
          ...(from !== undefined && { gte: from }),
          ...(before !== undefined && { lt: before }),
        },
      ];
