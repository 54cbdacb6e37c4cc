import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin';

/** Values of different types were put in order. */
export class NotComparableError extends Error {}

const typeOf = (value: unknown): string => {
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelDateTime) return 'date time';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDuration) return 'duration';
  return Array.isArray(value) ? 'list' : typeof value;
};

const words: Readonly<Record<string, string>> = {
  string: 'text',
  'date time': 'date and time',
  object: 'context',
};

const zoneOf = (value: unknown): boolean =>
  (value instanceof FeelDateTime || value instanceof FeelTime) && value.zone !== null;

function assertComparable(range: FeelRange, value: unknown): void {
  const bound: unknown = range.start ?? range.end;
  const [type, rangeType] = [typeOf(value), typeOf(bound)];
  if (type !== rangeType)
    throw new NotComparableError(
      `${words[type] ?? type} can't be put in order with ${words[rangeType] ?? rangeType}`,
    );
  if (zoneOf(value) !== zoneOf(bound))
    throw new NotComparableError("a time with a zone can't be put in order with one without");
}

/**
 * Makes `<`, `<=`, `>`, `>=`, `between` and `in` refuse values of different types.
 *
 * feelin 8.2 evaluates all of them through this one method and lets JavaScript compare what it is
 * given, so that `"a" >= 3` and `"1990-05-05" <= date("1980-01-01")` come out true without a
 * warning. It offers no other place to refuse that.
 */
export function makeRangesStrict(): void {
  const includes = Object.getOwnPropertyDescriptor(FeelRange.prototype, 'includes')?.value as (
    this: FeelRange,
    value: unknown,
  ) => boolean | null;
  FeelRange.prototype.includes = function (this: FeelRange, value: unknown) {
    const isPoint = value !== null && value !== undefined && !(value instanceof FeelRange);
    if (isPoint && this.valueType !== null) assertComparable(this, value);
    return includes.call(this, value);
  };
}
