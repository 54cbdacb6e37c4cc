import { HiddenError, QueryError } from '../domain/kernel/faults.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { ok, type Result } from '../domain/kernel/result.js';
import { invalidParameters } from '../http/faults.js';
import { refuse } from '../http/rejections.js';

/** A query is put together from parameters: of its parts only the page's are parameters as they stand. */
const parameterAt = (pointer: string): string =>
  pointer.startsWith('/page/') ? pointer.slice('/page'.length) : '';

/** The answer to a query made from parameters; what it may not ask is said as of the parameters. */
export async function asking<T>(answer: Promise<T>): Promise<Result<T, Rejection>> {
  try {
    return ok(await answer);
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    if (error instanceof HiddenError) return refuse('hidden', { model: error.model });
    const faults = error.problems.map(({ pointer, message }) => ({
      pointer: parameterAt(pointer),
      message,
    }));
    return invalidParameters(faults);
  }
}
