/** Names that a list was narrowed by, where it found nothing: one that does not exist is told from one without cases. */
import type { Caller } from '../commands/dispatch.js';
import { officesSet } from '../commands/catalogue/sets.js';
import type { PlainDate } from '../domain/kernel/instant.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import { ok, type Err, type Result } from '../domain/kernel/result.js';
import type { Reads } from '../http/reads.js';
import { refuse } from '../http/rejections.js';
import { sightOf } from '../http/sight.js';
import type { CaseView } from '../projections/cases/model.js';
import type { ServiceView } from '../projections/services/model.js';
import { servicesOn } from '../projections/services/queries.js';
import { officesOf } from './reference-state.js';

/** Names as parameters have them. */
export interface Named {
  readonly service?: readonly string[] | undefined;
  readonly office?: readonly string[] | undefined;
}

const mostListed = 100;
const none: readonly string[] = [];

/**
 * Whether every service and office asked for is one: a service that the caller may see, an office that is
 * published for the caller's authority or has a case in the caller's sight. Asked where a list is empty, so
 * that others pay nothing for it.
 */
export async function knownNames(
  reads: Reads,
  caller: Caller,
  { service = none, office = none }: Named,
): Promise<Result<undefined, Rejection>> {
  for (const [index, code] of service.entries()) {
    const known = await knownService(reads, caller, code, `/service/${index}`);
    if (!known.ok) return known;
  }
  for (const [index, code] of office.entries()) {
    const known = await knownOffice(reads, caller, code, `/office/${index}`);
    if (!known.ok) return known;
  }
  return ok(undefined);
}

async function knownService(
  reads: Reads,
  caller: Caller,
  code: string,
  pointer: string,
): Promise<Result<undefined, Rejection>> {
  const { collection } = await sightOf<ServiceView>(reads, 'services', caller);
  if ((await collection.count({ field: 'code', eq: code }, 1)).value > 0) return ok(undefined);
  const { authority } = caller;
  const offered = await servicesOn(collection, {
    authority,
    on: reads.now().slice(0, 10) as PlainDate,
  });
  const where = `GET /api/services?authority=${authority}`;
  const codes = offered.map((each) => each.code);
  return notListed({ what: `service "${code}"`, where }, codes, pointer);
}

/** Where no offices are published, any may be one. */
export async function knownOffice(
  reads: Reads,
  caller: Caller,
  code: string,
  pointer: string,
): Promise<Result<undefined, Rejection>> {
  const offices = await officesOf(reads, caller.authority);
  if (offices.length === 0 || offices.some((each) => each.code === code)) return ok(undefined);
  const { collection } = await sightOf<CaseView>(reads, 'cases', caller);
  if ((await collection.count({ field: 'office', eq: code }, 1)).value > 0) return ok(undefined);
  const where = `GET /api/reference/${caller.authority}/${officesSet}`;
  const codes = offices.map((each) => each.code);
  return notListed({ what: `office "${code}"`, where }, codes, pointer);
}

/** The refusal of a name, with the names that would do. */
export const notListed = (
  missing: { readonly what: string; readonly where: string },
  allowed: readonly string[],
  pointer: string,
): Err<Rejection> =>
  refuse('not-listed', missing, { pointer, allowed: allowed.slice(0, mostListed) });
