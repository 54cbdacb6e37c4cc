/**
 * Built-in functions that rules may call. Left out on purpose: `now` and `today` (time is a value),
 * functions that build or sort lists (their work has no bound that can be seen beforehand),
 * and `median`, `stddev`, `mode` (feelin 8.2 sorts numbers as text).
 */
export const functions: ReadonlySet<string> = new Set([
  ...['number', 'string', 'date', 'time', 'date and time', 'duration'],
  ...['years and months duration', 'not', 'is', 'get value'],
  ...['substring', 'string length', 'upper case', 'lower case', 'substring before'],
  ...['substring after', 'replace', 'contains', 'matches', 'starts with', 'ends with', 'split'],
  ...['string join', 'list contains', 'count', 'min', 'max', 'sum', 'mean', 'all', 'any'],
  ...['sublist', 'reverse', 'index of', 'distinct values'],
  ...['decimal', 'floor', 'ceiling', 'abs', 'round up', 'round down', 'round half up'],
  ...['round half down', 'modulo', 'sqrt', 'log', 'exp', 'odd', 'even'],
  ...['before', 'after', 'meets', 'met by', 'overlaps', 'includes'],
  ...['day of year', 'day of week', 'month of year', 'week of year'],
]);

/** Functions that go through a list once or more. */
export const listFunctions: ReadonlySet<string> = new Set([
  ...['string join', 'list contains', 'count', 'min', 'max', 'sum', 'mean', 'all', 'any'],
  ...['sublist', 'reverse', 'index of', 'distinct values'],
]);

export const typeNames: ReadonlySet<string> = new Set([
  ...['Any', 'Null', 'number', 'string', 'boolean', 'date', 'time', 'date and time', 'duration'],
  ...['days and time duration', 'years and months duration', 'context', 'list'],
]);

const keywords = [
  ...['for', 'in', 'return', 'some', 'every', 'satisfies', 'if', 'then', 'else', 'and', 'or'],
  ...['between', 'instance', 'of', 'function', 'external', 'true', 'false', 'null', 'item'],
  ...['partial', 'now', 'today'],
];

/** Names that mean something else in a rule and so can't be given to a value. */
export const reserved: ReadonlySet<string> = new Set([...keywords, ...functions]);

export const namePattern = /^[A-Za-z][A-Za-z0-9_]*$/;
