import { evaluate, FeelFunction } from 'feelin';
import { LRUCache } from 'lru-cache';
import { checkRule, type Findings } from './check.js';
import { maxNames, maxSourceBytes } from './limits.js';
import { RuleFault } from './nodes.js';
import { makeRangesStrict, NotComparableError } from './strict-ranges.js';
import { listsWithin, NotPlainError, toJson, type RuleContext } from './values.js';
import { namePattern, reserved } from './vocabulary.js';
import type { Json } from '../json.js';
import { defineRejections, type Rejection } from '../rejection.js';
import { ok, type Result } from '../result.js';

makeRangesStrict();

const reject = defineRejections('rule', {
  invalid: { kind: 'invalid', message: 'Rule "{source}" can\'t be used: {reason}.' },
  failed: { kind: 'conflict', message: 'Rule "{source}" failed: {reason}.' },
});

/** A FEEL expression over declared names, ready to run. */
export interface Rule {
  readonly source: string;
  /** Declared names that the rule uses, in order of first use. */
  readonly uses: readonly string[];
  /** The result as plain JSON, or `rule.failed`: every warning of the interpreter is a failure. */
  readonly evaluate: (context: RuleContext) => Result<Json, Rejection>;
}

const maxRules = 5000;
const compiled = new LRUCache<string, Result<Rule, Rejection>>({ max: maxRules });
const excerptLength = 120;

const excerpt = (source: string): string =>
  source.length > excerptLength ? `${source.slice(0, excerptLength)}…` : source;

/**
 * Compiles a rule; the same text with the same names is compiled once.
 *
 * FEEL (DMN 1.3) as `feelin` reads it, within limits: at most 2 KB, no functions of its own, no `now()`
 * or `today()`, two loops in one another, lists and ranges of at most 1,000 (100 where loops are nested).
 * Lists count from 1. What is null makes a comparison null, which is neither true nor false;
 * `null = null` is true. Text and numbers are never added or put in order. ISO dates are text until
 * `date(…)` makes them dates; moments are given as `dateTimeValue`.
 *
 * @param names what the rule may name, each `[A-Za-z][A-Za-z0-9_]*` and no word of FEEL
 * @throws RangeError for names that can't be names.
 * @example
 * compileRule('fee * 2 <= paid and kind = "urgent"', ['fee', 'kind', 'paid'])
 */
export function compileRule(source: string, names: readonly string[]): Result<Rule, Rejection> {
  const key = `${names.join()}\n${source}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  assertNames(names);
  const result = compile(source, names);
  compiled.set(key, result);
  return result;
}

function assertNames(names: readonly string[]): void {
  if (names.length > maxNames) throw new RangeError(`A rule has at most ${maxNames} names`);
  const wrong = names.find((name) => !namePattern.test(name) || reserved.has(name));
  if (wrong !== undefined) throw new RangeError(`Not a name for a rule: ${wrong}`);
}

function compile(source: string, names: readonly string[]): Result<Rule, Rejection> {
  const invalid = (reason: string) => reject('invalid', { source: excerpt(source), reason });
  if (new TextEncoder().encode(source).length > maxSourceBytes)
    return invalid(`it is longer than ${maxSourceBytes} bytes`);
  try {
    const findings = checkRule(source, names);
    const run = toFunction(source, names);
    return ok({ source, uses: findings.uses, evaluate: evaluator(source, names, findings, run) });
  } catch (error) {
    if (error instanceof RuleFault)
      return invalid(`${error.message} (at character ${error.from + 1})`);
    return invalid(error instanceof Error ? error.message : String(error));
  }
}

interface Compiled {
  readonly call: FeelFunction;
  /** The interpreter adds to this list at each call. */
  readonly warnings: { message: string }[];
}

/**
 * feelin has no way to keep a parsed expression, but a function that it has evaluated keeps its own:
 * calling that takes microseconds where evaluating the text again takes a tenth of a millisecond.
 */
function toFunction(source: string, names: readonly string[]): Compiled {
  const { value, warnings } = evaluate(`function(${names.join(', ')}) (\n${source}\n)`);
  if (!(value instanceof FeelFunction)) throw new Error('it is no single expression');
  return { call: value, warnings };
}

function evaluator(
  source: string,
  names: readonly string[],
  { listLimit }: Findings,
  { call, warnings }: Compiled,
): Rule['evaluate'] {
  const failed = (reason: string) => reject('failed', { source: excerpt(source), reason });
  return (context) => {
    if (listLimit !== undefined && !listsWithin(context, listLimit))
      return failed(`it goes through lists of at most ${listLimit} elements`);
    warnings.length = 0;
    try {
      const value = toJson(call.invoke(names.map((name) => context[name])));
      const [warning] = warnings;
      return warning === undefined ? ok(value) : failed(warning.message);
    } catch (error) {
      return failed(reasonOf(error));
    }
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof NotPlainError) return `it gives ${error.message}`;
  if (error instanceof NotComparableError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

/** The result of a condition. A rule that gives null or anything else but true or false fails. */
export function evaluateBoolean(rule: Rule, context: RuleContext): Result<boolean, Rejection> {
  const result = rule.evaluate(context);
  if (!result.ok) return result;
  if (typeof result.value === 'boolean') return ok(result.value);
  return wrongType(rule, result.value, 'true or false');
}

/** The result of a rule for money (in minor units) or counts: an integer within ±2^53. */
export function evaluateInteger(rule: Rule, context: RuleContext): Result<number, Rejection> {
  const result = rule.evaluate(context);
  if (!result.ok) return result;
  if (Number.isSafeInteger(result.value)) return ok(result.value as number);
  return wrongType(rule, result.value, 'a whole number (see "round half up")');
}

/** The result of a rule for a code or words. */
export function evaluateText(rule: Rule, context: RuleContext): Result<string, Rejection> {
  const result = rule.evaluate(context);
  if (!result.ok) return result;
  return typeof result.value === 'string'
    ? ok(result.value)
    : wrongType(rule, result.value, 'text');
}

const wrongType = (rule: Rule, value: Json, expected: string) =>
  reject('failed', {
    source: excerpt(rule.source),
    reason: `it gives ${excerpt(JSON.stringify(value))} instead of ${expected}`,
  });
