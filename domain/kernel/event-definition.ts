import type { z } from 'zod';

/** Where in an event's data a personal value stands, and whose it is. */
export interface PersonalField {
  readonly path: readonly (string | number)[];
  /** Id of the person whose value it is; the key that seals it is theirs. */
  readonly person: string;
}

const typePattern = /^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/;
const maximumTypeLength = 120;

/** Whether a text is `context.fact.vN`. */
export const isEventType = (text: string): boolean =>
  text.length <= maximumTypeLength && typePattern.test(text);

/**
 * One version of one fact: its name, its shape, and which of its values are personal.
 * Methods, not function properties, so that definitions of different facts fit one list.
 */
export interface EventDefinition<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly schema: z.ZodType<Data>;
  /** @param teller whose words are those that name no owner themselves, as `tellerOf` says */
  personal(data: Data, teller: string): readonly PersonalField[];
  /** Pure step to the next version of the same fact; the codec chains these. */
  readonly upcast?: { readonly to: string; data(data: Data): unknown };
}

/** The union member of a definition: `{ type, data }`. */
export type EventOf<D> =
  D extends EventDefinition<infer Type, infer Data>
    ? { readonly type: Type; readonly data: Data }
    : never;

/**
 * Defines a fact. Its TypeScript type is inferred from the schema and never written twice.
 *
 * @example
 * const noted = defineEvent('case.noted.v1', z.strictObject({ note: z.string() }));
 */
export function defineEvent<const Type extends string, Data>(
  type: Type,
  schema: z.ZodType<Data>,
  options: Partial<Pick<EventDefinition<Type, Data>, 'personal' | 'upcast'>> = {},
): EventDefinition<Type, Data> {
  if (!isEventType(type)) throw new RangeError(`An event is named context.fact.vN: ${type}`);
  return { type, schema, personal: () => [], ...options };
}
