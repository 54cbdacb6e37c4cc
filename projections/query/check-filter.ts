import { limits, storeBounds, type FilterBounds } from './limits.js';
import type { CollectionDefinition, FieldType, Filter, Scalar } from '../read-store.js';
import { combinationSchemas, conditionSchemas } from './filter.js';
import { fieldNames, typeOf } from './definition.js';
import { canonicalInstant } from './instants.js';
import { pointerTo, type Problems } from './problems.js';
import { textSearch } from './words.js';

type ConditionName = keyof typeof conditionSchemas;
type Range = Extract<Filter, { readonly gt?: Scalar }>;

const rangeBounds = ['gt', 'gte', 'lt', 'lte'] as const;

const operators: Readonly<Record<FieldType, readonly ConditionName[]>> = {
  text: ['eq', 'in', 'range', 'exists', 'within', 'startsWith'],
  instant: ['eq', 'in', 'range', 'exists'],
  number: ['eq', 'in', 'range', 'exists'],
  boolean: ['eq', 'in', 'exists'],
  texts: ['eq', 'in', 'exists', 'within', 'startsWith'],
};

const words = ['all', 'any', 'not', 'eq', 'in', ...rangeBounds, 'exists', 'within', 'startsWith'];

const example = 'a filter like { "field": "status", "eq": "open" }';

const expectedWords = { string: 'a text', number: 'a number', boolean: 'true or false' } as const;

const matchesNothing: Filter = { any: [] };

/**
 * Reads a filter and checks it against its collection. What is wrong goes to `problems`.
 * Instants come out in their canonical form.
 */
export class FilterCheck {
  #conditions = 0;

  constructor(
    private readonly definition: CollectionDefinition,
    private readonly problems: Problems,
    private readonly bounds: FilterBounds = storeBounds,
  ) {}

  check(input: unknown, pointer: string, depth = 0): Filter {
    if (typeof input !== 'object' || input === null || Array.isArray(input))
      return this.#wrong(pointer, `must be ${example}`, [...words, 'text']);
    if (++this.#conditions > this.bounds.conditions)
      return this.#wrong(pointer, `must have at most ${this.bounds.conditions} conditions`);
    for (const name of ['all', 'any', 'not'] as const)
      if (name in input) return this.#combination(name, input, pointer, depth);
    return this.#condition(input, pointer);
  }

  #combination(name: 'all' | 'any' | 'not', input: object, pointer: string, depth: number): Filter {
    if (depth >= this.bounds.depth)
      return this.#wrong(
        pointer,
        `must have at most ${this.bounds.depth} levels of all, any and not`,
      );
    const inner = (value: unknown, ...path: readonly PropertyKey[]) =>
      this.check(value, pointerTo(pointer, name, ...path), depth + 1);
    if (name === 'not') {
      const parsed = this.problems.parse(combinationSchemas.not, input, pointer);
      return parsed === undefined ? matchesNothing : { not: inner(parsed.not) };
    }
    const list = this.#members(name, input, pointer)?.map((member, index) => inner(member, index));
    if (list === undefined) return matchesNothing;
    return name === 'all' ? { all: list } : { any: list };
  }

  #members(name: 'all' | 'any', input: object, pointer: string): readonly unknown[] | undefined {
    return name === 'all'
      ? this.problems.parse(combinationSchemas.all, input, pointer)?.all
      : this.problems.parse(combinationSchemas.any, input, pointer)?.any;
  }

  #condition(input: object, pointer: string): Filter {
    const name = conditionName(input);
    if (name === undefined)
      return this.#wrong(
        pointer,
        `must be ${example}; beside field one of ${[...words, 'text'].join(', ')}`,
        [...words, 'text'],
      );
    const parsed = this.problems.parse<Filter>(conditionSchemas[name], input, pointer);
    if (parsed === undefined) return matchesNothing;
    if ('text' in parsed) return this.#text(parsed, pointer);
    return 'field' in parsed ? this.#fieldCondition(name, parsed, pointer) : matchesNothing;
  }

  #fieldCondition(
    name: ConditionName,
    filter: Extract<Filter, { readonly field: string }>,
    pointer: string,
  ): Filter {
    const { field } = filter;
    const type = typeOf(this.definition, field);
    if (type === undefined)
      return this.#wrong(
        pointerTo(pointer, 'field'),
        `"${field}" is no field of ${this.definition.name}`,
        fieldNames(this.definition),
      );
    if (!operators[type].includes(name)) {
      const allowed = operators[type].flatMap((each) => (each === 'range' ? rangeBounds : [each]));
      return this.#wrong(
        pointer,
        `${field} is of type ${type}, which can be asked for by ${allowed.join(', ')}`,
        allowed,
      );
    }
    return this.#withValues(filter, type, pointer);
  }

  #withValues(
    filter: Extract<Filter, { readonly field: string }>,
    type: FieldType,
    pointer: string,
  ): Filter {
    const read = (value: Scalar, ...path: readonly PropertyKey[]): Scalar =>
      this.#value(value, type, pointerTo(pointer, ...path));
    if ('eq' in filter) return { ...filter, eq: read(filter.eq, 'eq') };
    if ('in' in filter)
      return { ...filter, in: filter.in.map((value, index) => read(value, 'in', index)) };
    if ('exists' in filter || 'within' in filter || 'startsWith' in filter) return filter;
    return this.#range(filter, read);
  }

  #range(filter: Range, read: (value: Scalar, ...path: readonly PropertyKey[]) => Scalar): Filter {
    const bounds = rangeBounds.flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [[name, read(value, name)] as const];
    });
    return { field: filter.field, ...Object.fromEntries(bounds) };
  }

  #value(value: Scalar, type: FieldType, pointer: string): Scalar {
    if (type === 'instant') return this.#instant(value, pointer);
    const expected = type === 'number' || type === 'boolean' ? type : 'string';
    if (typeof value !== expected) this.problems.add(pointer, `must be ${expectedWords[expected]}`);
    return value;
  }

  #instant(value: Scalar, pointer: string): Scalar {
    const at = typeof value === 'string' ? canonicalInstant(value) : undefined;
    if (at === undefined)
      this.problems.add(pointer, 'must be a time with its offset, like 2026-03-31T09:30:00Z');
    return at ?? '';
  }

  #text(filter: Extract<Filter, { readonly text: string }>, pointer: string): Filter {
    const at = pointerTo(pointer, 'text');
    if ((this.definition.text ?? []).length === 0)
      return this.#wrong(at, `${this.definition.name} has no text to search`);
    if (textSearch(filter.text) === undefined)
      return this.#wrong(at, `must have 1 to ${limits.words} words, each with a letter or a digit`);
    return filter;
  }

  #wrong(pointer: string, message: string, allowed?: readonly string[]): Filter {
    this.problems.add(pointer, message, allowed);
    return matchesNothing;
  }
}

function conditionName(input: object): ConditionName | undefined {
  if (rangeBounds.some((name) => name in input)) return 'range';
  return (['eq', 'in', 'exists', 'within', 'startsWith', 'text'] as const).find(
    (name) => name in input,
  );
}
