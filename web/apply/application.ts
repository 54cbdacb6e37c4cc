import { openStarts, type Start } from '../../domain/case/operations/starts.js';
import { localDate } from '../../domain/kernel/calendar/index.js';
import type { Area } from '../../domain/reference/index.js';
import type { CompiledService } from '../../domain/service/compiled.js';
import { RejectedError } from '../../http/problem.js';
import { one, type Visit } from '../base/visit.js';
import type { WebParts } from '../parts.js';
import { serviceWords, type ServiceWords } from '../words/service-words.js';
import type { DraftValues } from './drafts.js';

/** Areas that can be chosen for a place. */
export interface AreaChoice {
  readonly code: string;
  readonly text: string;
}

/** A service as somebody about to apply for it sees it. */
export interface Offered {
  readonly service: CompiledService;
  readonly words: ServiceWords;
  /** Ways to begin that are open to the visitor; none when it is not for them. */
  readonly starts: readonly Start[];
  readonly areas: readonly AreaChoice[];
  /** Of the city. */
  readonly zone: string;
}

/** @throws RejectedError when the city does not take cases of this service now. */
export async function offered(parts: WebParts, visit: Visit, code: string): Promise<Offered> {
  const { city, commands } = parts;
  const offer = await commands.catalogue.offer(city.authority, code);
  const chosen = offer.opening(visit.now);
  if (!chosen.ok) throw new RejectedError(chosen.error);
  const { service, reference } = chosen.value;
  const { actor, office } = visit.caller;
  const who = { actor, origin: 'actor' as const, service };
  return {
    service,
    words: serviceWords(parts, visit, { code, service, reference }),
    starts: openStarts(office === undefined ? who : { ...who, office }),
    areas: areaChoices(visit, reference.areas(localDate(visit.now, city.zone))),
    zone: city.zone,
  };
}

/** The smallest areas by their titles: what they lie in follows from them. */
function areaChoices(visit: Visit, areas: readonly Area[]): readonly AreaChoice[] {
  const wider = new Set(areas.map(({ parent }) => parent));
  return areas
    .filter(({ code }) => !wider.has(code))
    .map(({ code, title }) => ({ code, text: visit.say(title) }))
    .sort((a, b) => a.text.localeCompare(b.text, visit.language, { numeric: true }));
}

/** The start that was chosen, or the first that is open. */
export const startOf = ({ starts }: Offered, values: DraftValues): Start | undefined =>
  starts.find(({ code }) => code === one(values, 'start')) ?? starts[0];

/** The kind that was chosen, if it is one that can be applied for. */
export function typeOf({ service }: Offered, values: DraftValues): string | undefined {
  const chosen = one(values, 'type');
  return service.type(chosen)?.leaf === true ? chosen : undefined;
}
