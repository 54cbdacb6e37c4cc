import { ruleFaults } from '../compile/rules.js';
import { knownNames } from '../facts.js';
import { declaredProperties } from '../json-schema.js';
import { ruleUses, type RuleUse } from '../rule-uses.js';
import type { ServiceDefinition } from '../schema/index.js';
import { error, warning, type Check, type Finding, type Mention } from './finding.js';

type Names = Readonly<Record<string, ReadonlySet<string>>>;

const caseNames = new Set([
  ...['type', 'state', 'priority', 'channel', 'office', 'openedOn', 'areas', 'reopened'],
]);

/** Rules that do not compile, or that speak of answers, input, amounts and tasks that there are not. */
export const checkRules: Check = (definition) => [
  ...ruleFaults(definition).map(({ pointer, message }) => error('rule-invalid', pointer, message)),
  ...ruleUses(definition).flatMap((use) => unknownNames(use, namesFor(definition, use.path))),
  ...unspeakable(definition),
];

const sets = (names: Readonly<Record<string, readonly string[]>>): Names =>
  Object.fromEntries(Object.entries(names).map(([of, list]) => [of, new Set(list)]));

function namesFor(definition: ServiceDefinition, path: string): Names {
  const names = { ...sets(knownNames(definition)), case: caseNames };
  const index = /^\/workflow\/actions\/(\d+)\//.exec(path)?.[1];
  const action = index === undefined ? undefined : definition.workflow.actions[Number(index)];
  if (action === undefined) return names;
  return { ...names, input: new Set(Object.keys(declaredProperties(action.input))) };
}

/** Texts and comments can name anything. */
const withoutTexts = (rule: string): string =>
  rule.replace(/"(?:[^"\\]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');

const member = /(?<![\w.])(answers|input|amounts|tasks|case)\s*\.\s*([A-Za-z_]\w*)/g;

const unknownNames = ({ rule, path }: RuleUse, names: Names): readonly Finding[] =>
  [...withoutTexts(rule).matchAll(member)].flatMap(([, of = '', name = '']) =>
    names[of]?.has(name) === true
      ? []
      : [error('rule-unknown-name', path, `A rule looks at ${of}.${name}, which there is not.`)],
  );

/** Codes with "-" or "." in them: a rule would read a subtraction or a path. */
const unspeakable = ({ amounts, workflow, form }: ServiceDefinition): readonly Finding[] =>
  [
    ...amounts.map(({ code }, index): Mention => ({ code, path: `/amounts/${index}/code` })),
    ...workflow.tasks.flatMap(({ tasks }, index) =>
      tasks.map(({ code }, place): Mention => ({
        code,
        path: `/workflow/tasks/${index}/tasks/${place}/code`,
      })),
    ),
    ...Object.keys(declaredProperties(form?.schema)).map((code): Mention => ({
      code,
      path: `/form/schema/properties/${code}`,
    })),
  ]
    .filter(({ code }) => !/^[A-Za-z_]\w*$/.test(code))
    .map(({ code, path }) =>
      warning('unspeakable-code', path, `Rules can't name "${code}": use letters, digits and "_".`),
    );
