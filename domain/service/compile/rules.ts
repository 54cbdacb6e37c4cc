import { ruleNames, type CompiledService, type RuleFacts } from '../compiled.js';
import { completeFacts } from '../facts.js';
import { ruleUses } from '../rule-uses.js';
import type { ServiceDefinition } from '../schema/index.js';
import type { Fault } from './fault.js';
import { defineRejections, type Rejection } from '../../kernel/rejection.js';
import { ok, type Result } from '../../kernel/result.js';
import {
  compileRule,
  evaluateBoolean,
  evaluateInteger,
  type Rule,
  type RuleContext,
} from '../../kernel/rules/index.js';

const reject = defineRejections('service', {
  'rule-without-value': {
    kind: 'conflict',
    message: 'Rule "{rule}" gives {value} instead of text or a number.',
  },
});

type RuleRunner = Pick<CompiledService, 'test' | 'number' | 'value'>;

/** Rules of a definition that do not compile. */
export const ruleFaults = (definition: ServiceDefinition): readonly Fault[] =>
  ruleUses(definition).flatMap(({ rule, path }) => {
    const compiled = compileRule(rule, ruleNames);
    return compiled.ok ? [] : [{ pointer: path, message: compiled.error.message }];
  });

/** Runs the rules of a definition; each is compiled once. */
export function ruleRunner(definition: ServiceDefinition): RuleRunner {
  const complete = completeFacts(definition);
  const compiled = new Map(
    ruleUses(definition).map(({ rule }) => [rule, compileRule(rule, ruleNames)]),
  );
  const run = <T>(
    source: string,
    facts: RuleFacts,
    evaluate: (rule: Rule, context: RuleContext) => Result<T, Rejection>,
  ): Result<T, Rejection> => {
    const rule = compiled.get(source) ?? compileRule(source, ruleNames);
    return rule.ok ? evaluate(rule.value, { ...complete(facts) }) : rule;
  };
  return {
    test: (rule, facts) => run(rule, facts, evaluateBoolean),
    number: (rule, facts) => run(rule, facts, evaluateInteger),
    value: (rule, facts) => run(rule, facts, evaluateValue),
  };
}

function evaluateValue(rule: Rule, context: RuleContext): Result<string | number, Rejection> {
  const result = rule.evaluate(context);
  if (!result.ok) return result;
  const { value } = result;
  if (typeof value === 'string' || typeof value === 'number') return ok(value);
  return reject('rule-without-value', { rule: rule.source, value: JSON.stringify(value) });
}
