import type { PageOf } from '../../projections/read-store.js';
import type { Visit } from '../base/visit.js';

export interface PageLinks {
  readonly previous?: string;
  readonly next?: string;
}

/** The same list with other conditions; empty ones are left out. */
export function listAddress(
  path: string,
  conditions: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries(conditions).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** Addresses of the pages before and after this one. */
export function pageLinks(
  { path }: Visit,
  conditions: Readonly<Record<string, string | undefined>>,
  { next, previous }: PageOf<unknown>,
): PageLinks {
  const to = (cursor: string) => listAddress(path, { ...conditions, cursor });
  return {
    ...(previous !== undefined && { previous: to(previous) }),
    ...(next !== undefined && { next: to(next) }),
  };
}
