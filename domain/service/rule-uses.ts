import type { Effect, ServiceDefinition } from './schema/index.js';
import { placedTypes } from './types.js';

/** What a rule must yield. */
export type RuleResult = 'boolean' | 'integer' | 'value';

/** A rule where it stands in a definition. */
export interface RuleUse {
  readonly rule: string;
  readonly result: RuleResult;
  /** JSON pointer into the definition. */
  readonly path: string;
}

type Amount = Extract<Effect, { effect: 'amount' }>['value'];

/** Every rule of a definition, in order. */
export const ruleUses = (definition: ServiceDefinition): readonly RuleUse[] => [
  ...documentRules(definition),
  ...actionRules(definition),
  ...taskRules(definition),
  ...timerRules(definition),
  ...chargeRules(definition),
];

const use = (rule: string | undefined, result: RuleResult, path: string): readonly RuleUse[] =>
  rule === undefined ? [] : [{ rule, result, path }];

const amountUses = (value: Amount, path: string): readonly RuleUse[] =>
  typeof value === 'string'
    ? use(value, 'integer', path)
    : Object.entries(value.key).flatMap(([name, rule]) =>
        use(rule, 'value', `${path}/key/${name}`),
      );

const effectUses = (effect: Effect, path: string): readonly RuleUse[] =>
  effect.effect === 'amount' ? amountUses(effect.value, `${path}/value`) : [];

const documentRules = ({ documents, types }: ServiceDefinition): readonly RuleUse[] => [
  ...documents.flatMap(({ requiredWhen }, index) =>
    use(requiredWhen, 'boolean', `/documents/${index}/requiredWhen`),
  ),
  ...placedTypes(types).flatMap(({ type, path }) => [
    ...(type.documents ?? []).flatMap(({ requiredWhen }, index) =>
      use(requiredWhen, 'boolean', `${path}/documents/${index}/requiredWhen`),
    ),
    ...Object.entries(type.charges ?? {}).flatMap(([code, rule]) =>
      use(rule, 'integer', `${path}/charges/${code}`),
    ),
  ]),
];

const actionRules = ({ workflow }: ServiceDefinition): readonly RuleUse[] =>
  workflow.actions.flatMap(({ guard, effects }, index) => {
    const path = `/workflow/actions/${index}`;
    return [
      ...use(guard, 'boolean', `${path}/guard`),
      ...effects.flatMap((effect, place) => effectUses(effect, `${path}/effects/${place}`)),
    ];
  });

const taskRules = ({ workflow }: ServiceDefinition): readonly RuleUse[] =>
  workflow.tasks.flatMap(({ complete }, index) =>
    typeof complete === 'object' && 'rule' in complete
      ? use(complete.rule, 'boolean', `/workflow/tasks/${index}/complete/rule`)
      : [],
  );

const timerRules = ({ workflow }: ServiceDefinition): readonly RuleUse[] =>
  workflow.timers.flatMap(({ starts, passing }, index) => {
    const path = `/workflow/timers/${index}`;
    return [
      ...use(starts.at, 'value', `${path}/starts/at`),
      ...passing.flatMap((step, place) =>
        step.do === 'effect' ? effectUses(step.effect, `${path}/passing/${place}/effect`) : [],
      ),
    ];
  });

const chargeRules = ({ charges }: ServiceDefinition): readonly RuleUse[] =>
  charges.flatMap(({ when, amount }, index) => [
    ...use(when, 'boolean', `/charges/${index}/when`),
    ...amountUses(amount, `/charges/${index}/amount`),
  ]);
