import type { Length } from '../../domain/service/schema/index.js';
import { placedTypes } from '../../domain/service/types.js';
import type { Visit } from '../base/visit.js';
import type { Offered } from './application.js';

/** Units of a time limit; `hours` for one in milliseconds. */
export const lengthKeys = [
  'workingDays',
  'calendarDays',
  'workingHours',
  'months',
  'years',
  'hours',
] as const;
const hour = 3_600_000;

interface Count {
  readonly key: (typeof lengthKeys)[number];
  readonly count: number;
}

function countOf(length: Length): Count {
  const given: Readonly<Record<string, number>> = length;
  const key = lengthKeys.find((name) => given[name] !== undefined) ?? 'hours';
  return { key, count: given[key] ?? Math.ceil((given.elapsed ?? 0) / hour) };
}

/** `5 working days` */
const words = ({ t }: Visit, { key, count }: Count): string =>
  t(`length.${key}${count === 1 ? '.one' : ''}`, { count });

/** The limits of the kinds that can be applied for, or of the service that has no kinds. */
function limitsOf({ service }: Offered): readonly Count[] {
  const { standard = '', types } = service.definition;
  const general = service.timer(standard)?.length;
  const leaves = placedTypes(types).flatMap(({ type }) => service.type(type.code) ?? []);
  const lengths = leaves
    .filter(({ leaf }) => leaf)
    .map(({ limits }) => limits[standard] ?? general);
  return (lengths.length === 0 ? [general] : lengths).flatMap((length) =>
    length === undefined || length === 'given' ? [] : [countOf(length)],
  );
}

/** Within what time the city means to be done; where that depends on the kind, from when to when. */
export function promise(visit: Visit, offer: Offered): string | undefined {
  const counts = [...limitsOf(offer)].sort((a, b) => a.count - b.count);
  const [least, most] = [counts[0], counts.at(-1)];
  if (least === undefined || most === undefined) return undefined;
  if (counts.some(({ key }) => key !== least.key)) return visit.t('apply.service.limitByKind');
  return least.count === most.count
    ? visit.t('apply.service.limit', { length: words(visit, most) })
    : visit.t('apply.service.limits', { least: least.count, length: words(visit, most) });
}
