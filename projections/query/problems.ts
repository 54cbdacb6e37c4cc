import { QueryError, type QueryProblem } from '../../domain/kernel/faults.js';
import { issueWords } from '../../domain/kernel/issue-words.js';
import type { z } from 'zod';

const escaped = (key: PropertyKey): string =>
  String(key).replaceAll('~', '~0').replaceAll('/', '~1');

/** `parent/key` as a JSON pointer (RFC 6901). */
export const pointerTo = (parent: string, ...path: readonly PropertyKey[]): string =>
  [parent, ...path.map(escaped)].join('/');

/** Gathers what is wrong with one query, so that its caller hears of all at once. */
export class Problems {
  readonly #found: QueryProblem[] = [];
  readonly #most = 20;

  add(pointer: string, message: string, allowed?: readonly string[]): void {
    if (this.#found.length < this.#most)
      this.#found.push({ pointer, message, ...(allowed && { allowed }) });
  }

  /** The parsed value, or undefined after noting what is wrong with it. */
  parse<T>(schema: z.ZodType<T>, value: unknown, pointer: string): T | undefined {
    const parsed = schema.safeParse(value, { error: issueWords });
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) {
      const places = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [[]];
      for (const place of places)
        this.add(pointerTo(pointer, ...issue.path, ...place), issue.message);
    }
    return undefined;
  }

  /** @throws QueryError when anything was noted. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new QueryError(this.#found);
  }
}
