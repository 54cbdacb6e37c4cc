import type { CaseBody } from '../commands.js';
import type { CaseContext } from '../context.js';
import { localDay } from '../moment.js';
import { reject } from '../rejections.js';
import { linkFault, nowhereFault } from './links.js';

type Body = CaseBody<'submit'>;

const reserved = ['priority', 'office', 'receivedOn'] as const;

/** What only the authority itself may say of a new case. */
export function reservedFault(body: Body) {
  const lists = {
    aliases: body.aliases,
    links: body.links,
    due: Object.keys(body.due),
    amounts: Object.keys(body.amounts),
  };
  const field =
    reserved.find((name) => body[name] !== undefined) ??
    Object.entries(lists).find(([, given]) => given.length > 0)?.[0];
  return field === undefined ? undefined : reject('reserved', { field }, { pointer: `/${field}` });
}

export function subjectFault({ service }: CaseContext, { subject }: Body) {
  const { code, subject: asked } = service.definition;
  const pointer = '/subject';
  if (subject === undefined)
    return asked?.required === true
      ? reject('subject-required', { registry: asked.registry }, { pointer })
      : undefined;
  if (subject.registry === asked?.registry) return undefined;
  const allowed = asked === undefined ? [] : [asked.registry];
  return reject(
    'subject-unknown',
    { service: code, registry: subject.registry },
    { pointer, allowed },
  );
}

const isSomewhere = ({ address, areas, geometry }: Body['places'][number]): boolean =>
  (address ?? '') !== '' || areas.length > 0 || geometry !== undefined;

/** Where it is, for a service that asks. What an import brings was taken as it was. */
export function placeFault({ service, origin }: CaseContext, { places }: Body) {
  const { code, place } = service.definition;
  const pointer = '/places';
  if (origin === 'import') return undefined;
  if (place === 'none' && places.length > 0)
    return reject('place-not-taken', { service: code }, { pointer });
  return place === 'required' && !places.some(isSomewhere)
    ? reject('place-required', { service: code }, { pointer })
    : undefined;
}

export function amountsFault({ service }: CaseContext, { amounts }: Body) {
  const allowed = service.definition.amounts.map(({ code }) => code);
  const unknown = Object.keys(amounts).find((amount) => !allowed.includes(amount));
  if (unknown === undefined) return undefined;
  const values = { service: service.definition.code, amount: unknown };
  return reject('amount-unknown', values, { pointer: `/amounts/${unknown}`, allowed });
}

export function linksFault(reference: string, { links }: Body, context: CaseContext) {
  for (const [index, link] of links.entries()) {
    const at = `/links/${index}`;
    const fault =
      linkFault(reference, links.slice(0, index), link, at) ?? nowhereFault(context, link, at);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** An office that is named must be one of the authority's; an import names those of its time. */
export const officeFault = (context: CaseContext, { office }: { readonly office?: string }) =>
  office === undefined ||
  context.origin === 'import' ||
  context.reference.office(office, localDay(context))
    ? undefined
    : reject('office-unknown', { office }, { pointer: '/office' });

/** Areas that are named must be the authority's, where it has published any; an import names those of its time. */
export function areaFault(
  context: CaseContext,
  { places = [] }: { readonly places?: Body['places'] },
) {
  if (context.origin === 'import') return undefined;
  const { reference } = context;
  const on = localDay(context);
  for (const [index, { areas }] of places.entries())
    for (const [at, area] of areas.entries()) {
      if (reference.area(area, on) !== undefined) continue;
      const allowed = reference.areas(on).map(({ code }) => code);
      const pointer = `/places/${index}/areas/${at}`;
      if (allowed.length > 0) return reject('area-unknown', { area }, { pointer, allowed });
    }
  return undefined;
}
