import type { z } from 'zod';

/** Each fault of a parse as a JSON pointer and words. */
export const faultsOf = (
  error: z.ZodError,
  at = '',
): readonly { readonly pointer: string; readonly message: string }[] =>
  error.issues.slice(0, 50).map((issue) => ({
    pointer: `${at}/${issue.path.map((part) => String(part).replace(/~/g, '~0').replace(/\//g, '~1')).join('/')}`,
    message: issue.message,
  }));
