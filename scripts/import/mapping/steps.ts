import { channels, type Actor, type Channel } from '../../../domain/kernel/envelope.js';
import type { CaseOperation } from '../../../domain/case/commands.js';
import { importerRole } from '../../../commands/access/caller.js';
import {
  compileCondition,
  compileTemplate,
  compileText,
  RowFault,
  type Fill,
  type Filling,
  type RowView,
} from './fill.js';
import type { Mapping, Step } from './schema.js';
import type { Template } from './template.js';

/** What all steps that do something have. */
interface Doing {
  /** What the report counts it under. */
  readonly label: string;
  /** Place within its row: part of the command's idempotency key. */
  readonly ordinal: number;
  /** Column that dates it. */
  readonly time: string;
  readonly when: ((view: RowView) => boolean) | undefined;
  readonly actor: (view: RowView) => Actor;
  readonly channel: (view: RowView) => Channel;
  readonly office: Fill;
  readonly remember: readonly (readonly [string, Fill])[];
}

export interface Request {
  readonly operation: CaseOperation;
  readonly body: Fill;
}

export interface CommandStep extends Doing, Request {
  readonly do: 'command';
}

export interface DerivedStep extends Doing {
  readonly do: 'derived';
  readonly timer: string;
  /** Amount → minor units that the row states. */
  readonly amounts: readonly (readonly [string, Fill])[];
  readonly correction: Request;
}

export interface IgnoreStep {
  readonly do: 'ignore';
  readonly label: string;
}

export type CompiledStep = CommandStep | DerivedStep | IgnoreStep;
export type ActiveStep = CommandStep | DerivedStep;

const entries = (
  templates: Readonly<Record<string, Template>>,
  filling: Filling,
): readonly (readonly [string, Fill])[] =>
  Object.entries(templates).map(([name, template]) => [name, compileTemplate(template, filling)]);

type ActorTemplate = Mapping['actor'];

function compileActor({ id, kind, roles }: ActorTemplate, filling: Filling) {
  const all = [...roles, importerRole];
  if (id.kind === 'constant' && typeof id.value === 'string') {
    const actor: Actor = { id: id.value, kind, roles: all };
    return () => actor;
  }
  const fill = compileText(id, filling);
  return (view: RowView): Actor => ({ id: fill(view), kind, roles: all });
}

const isChannel = (value: unknown): value is Channel => channels.some((name) => name === value);

function compileChannel(template: Template | undefined, filling: Filling) {
  if (template === undefined) return (): Channel => 'import';
  const fill = compileTemplate(template, filling);
  return (view: RowView): Channel => {
    const value = fill(view) ?? 'import';
    if (isChannel(value)) return value;
    throw new RowFault(
      `Not a channel: ${JSON.stringify(value)}. Known are: ${channels.join(', ')}.`,
    );
  };
}

/**
 * Compiles one step.
 *
 * @throws MappingError when a rule in it is no rule.
 */
export function compileStep(
  step: Step,
  label: string,
  ordinal: number,
  { mapping, filling }: { readonly mapping: Mapping; readonly filling: Filling },
): CompiledStep {
  if (step.do === 'ignore') return { do: 'ignore', label };
  const doing: Doing = {
    label,
    ordinal,
    time: step.time ?? mapping.time,
    when: step.when === undefined ? undefined : compileCondition(step.when, filling),
    actor: compileActor(step.actor ?? mapping.actor, filling),
    channel: compileChannel(step.channel, filling),
    office: step.office === undefined ? () => undefined : compileTemplate(step.office, filling),
    remember: entries(step.remember, filling),
  };
  if (step.do === 'command') return { ...doing, ...requestOf(step, filling), do: 'command' };
  return {
    ...doing,
    do: 'derived',
    timer: step.timer,
    amounts: entries(step.amounts, filling),
    correction: requestOf(step.correction, filling),
  };
}

const requestOf = (
  { operation, body }: { readonly operation: CaseOperation; readonly body: Template },
  filling: Filling,
): Request => ({ operation, body: compileTemplate(body, filling) });
