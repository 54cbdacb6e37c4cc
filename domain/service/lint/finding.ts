import type { WorkingCalendar } from '../../kernel/calendar/index.js';
import type { PlainDate } from '../../kernel/instant.js';
import type { ReferenceView } from '../../reference/view.js';
import type { ServiceDefinition } from '../schema/index.js';

/** Something wrong (an error stops publishing) or odd (a warning is shown) in a definition. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  /** JSON pointer into the definition. */
  readonly path: string;
  readonly message: string;
}

/** What a definition is checked against, as far as it is known. */
export interface Surroundings {
  /** Staff roles that someone holds. */
  readonly roles?: ReadonlySet<string>;
  readonly reference?: ReferenceView<WorkingCalendar>;
  /** The date on which reference data is looked up; the definition's first day when absent. */
  readonly on?: PlainDate;
}

/** One group of checks. */
export type Check = (definition: ServiceDefinition, around: Surroundings) => readonly Finding[];

export const error = (code: string, path: string, message: string): Finding => ({
  severity: 'error',
  code,
  path,
  message,
});

export const warning = (code: string, path: string, message: string): Finding => ({
  ...error(code, path, message),
  severity: 'warning',
});

/** A code that something points at, and where. */
export interface Mention {
  readonly code: string;
  readonly path: string;
}

/** Codes of a list at a path, as mentions. */
export const mentions = (codes: readonly string[] | undefined, path: string): readonly Mention[] =>
  (codes ?? []).map((code, index) => ({ code, path: `${path}/${index}` }));

/** One code at a path, when there is one. */
export const mention = (code: string | undefined, path: string): readonly Mention[] =>
  code === undefined ? [] : [{ code, path }];

/** An error for every mention of what is not known. */
export const unknown = (
  what: string,
  mentioned: readonly Mention[],
  known: { readonly has: (code: string) => boolean },
): readonly Finding[] =>
  mentioned
    .filter(({ code }) => !known.has(code))
    .map(({ code, path }) => error(`unknown-${what}`, path, `No ${what} has the code "${code}".`));

export const codesOf = (list: readonly { readonly code: string }[]): ReadonlySet<string> =>
  new Set(list.map(({ code }) => code));
