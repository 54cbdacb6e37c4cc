import type { Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import type { ServiceDefinition } from '../../service/schema/index.js';
import { mayDo } from '../access.js';
import type { CaseContext } from '../context.js';
import { reject } from '../rejections.js';

export type Start = ServiceDefinition['start'][number];
type Comer = Pick<CaseContext, 'actor' | 'office' | 'origin'>;
type Who = Comer & Pick<CaseContext, 'service'>;

/** Whoever comes for themselves, or for someone they act for, may become a party. */
const comesAsParty = ({ actor }: Comer): boolean =>
  actor.onBehalfOf !== undefined || (actor.kind !== 'staff' && actor.kind !== 'system');

/** Whether a way to begin a case is open to an actor. */
export function mayStart({ by }: Start, who: Comer): boolean {
  if (mayDo(by, who, comesAsParty(who) ? (by.party ?? []) : [])) return true;
  const automatic = by.schedule ?? by.registry ?? by.case;
  return automatic !== undefined && who.actor.kind === 'system';
}

/** The ways to begin a case that are open to an actor. */
export const openStarts = (who: Who): readonly Start[] =>
  who.service.definition.start.filter((start) => mayStart(start, who));

/** Those open by who the actor is, if any; an import may use the others too, but then must say which. */
function offered(who: Who): readonly Start[] {
  const own = openStarts({ ...who, origin: 'actor' });
  return own.length === 0 ? openStarts(who) : own;
}

/** The start that is named or, unnamed, the only one open. */
export function chooseStart(who: Who, named: string | undefined): Result<Start, Rejection> {
  const { code, start: starts } = who.service.definition;
  const open = named === undefined ? offered(who) : openStarts(who);
  const details = { pointer: '/start', allowed: open.map((start) => start.code) };
  if (named !== undefined && !starts.some((start) => start.code === named))
    return reject('start-unknown', { start: named }, details);
  const wanted = named === undefined ? open : open.filter((start) => start.code === named);
  const [first, ...others] = wanted;
  if (first === undefined) return reject('start-forbidden', { service: code }, details);
  return others.length === 0 ? ok(first) : reject('start-ambiguous', { service: code }, details);
}
