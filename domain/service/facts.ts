import type { RuleFacts } from './compiled.js';
import { declaredProperties } from './json-schema.js';
import type { ServiceDefinition } from './schema/index.js';
import { placedTypes } from './types.js';

type Named = 'answers' | 'input' | 'amounts' | 'tasks';
const blank = <T extends null | 0>(
  names: readonly string[],
  value: T,
): Readonly<Record<string, T>> => Object.fromEntries(names.map((name) => [name, value]));

/** Every name that rules of a definition may use within answers, input, amounts and tasks. */
export function knownNames(
  definition: ServiceDefinition,
): Readonly<Record<Named, readonly string[]>> {
  const { actions, tasks } = definition.workflow;
  const inputs = [...actions, ...tasks.flatMap((group) => group.tasks)].map(({ input }) => input);
  const kinds = placedTypes(definition.types).map(({ type }) => type);
  return {
    answers: [
      ...Object.keys(declaredProperties(definition.form?.schema)),
      ...kinds.flatMap(({ questions }) => Object.keys(questions ?? {})),
    ],
    input: inputs.flatMap((input) => Object.keys(declaredProperties(input))),
    amounts: definition.amounts.map(({ code }) => code),
    tasks: tasks.flatMap((group) => group.tasks.map(({ code }) => code)),
  };
}

/** Facts with null (amounts: 0) for all that the definition knows and the case has not: a name that is missing would fail a rule. */
export function completeFacts(definition: ServiceDefinition): (facts: RuleFacts) => RuleFacts {
  const names = knownNames(definition);
  const blanks = {
    answers: blank(names.answers, null),
    input: blank(names.input, null),
    amounts: blank(names.amounts, 0 as const),
    tasks: blank(names.tasks, null),
  };
  return (facts) => ({
    ...facts,
    answers: { ...blanks.answers, ...facts.answers },
    input: { ...blanks.input, ...facts.input },
    amounts: { ...blanks.amounts, ...facts.amounts },
    tasks: { ...blanks.tasks, ...facts.tasks },
  });
}
