import {
  allowedActions,
  allowedOperations,
  allowedTasks,
  type PossibleAction,
} from '../../domain/case/allowed.js';
import type { CaseCommand } from '../../domain/case/commands.js';
import type { CaseContext } from '../../domain/case/context.js';
import type { CaseState } from '../../domain/case/state.js';
import type { Actor } from '../../domain/kernel/envelope.js';
import { epochMilliseconds, fromEpochMilliseconds } from '../../domain/kernel/instant.js';
import type { CompiledService } from '../../domain/service/compiled.js';
import type { By, ServiceDefinition, ServiceType } from '../../domain/service/schema/index.js';
import { command, settle } from './case.js';
import { fitting, sampleObject, type Size } from './sample-values.js';

/** Something that somebody may do now. */
export interface Move {
  readonly title: string;
  readonly command: CaseCommand;
  readonly context: CaseContext;
}

/** Has every part in every case. */
const party: Actor = { id: 'asha', kind: 'citizen', roles: ['verified'] };
const staff = (role: string): Actor => ({ id: `staff-${role}`, kind: 'staff', roles: [role] });
const system = (role: string): Actor => ({ id: `system-${role}`, kind: 'system', roles: [role] });

/** One actor for each way in which something is open. */
const takers = ({
  staff: roles = [],
  party: parties = [],
  external = [],
  payment,
}: By): Actor[] => [
  ...(parties.length > 0 ? [party] : []),
  ...roles.map(staff),
  ...external.map(system),
  ...(payment === true ? [system('payment')] : []),
];

const document = (service: CompiledService, type: string | undefined, kind: string) => {
  const rule = service.documents(type).find((one) => one.kind === kind);
  const mediaType = rule?.types[0] ?? 'application/pdf';
  return { kind, name: 'sample', mediaType, size: 1, sha256: 'c'.repeat(64) };
};

const leaves = (types: readonly ServiceType[]): readonly ServiceType[] =>
  types.flatMap((type) => (type.children?.length ? leaves(type.children) : [type]));

const chainTo = (types: readonly ServiceType[], code: string): readonly ServiceType[] => {
  for (const type of types) {
    if (type.code === code) return [type];
    const below = chainTo(type.children ?? [], code);
    if (below.length > 0) return [type, ...below];
  }
  return [];
};

/** Every way to submit a case of a service, of its first and its last type. */
export function submissions(context: CaseContext): readonly Move[] {
  const { definition } = context.service;
  const kinds = leaves(definition.types).map(({ code }) => code);
  const types = kinds.length === 0 ? [undefined] : [...new Set([kinds[0], kinds.at(-1)])];
  return definition.start.flatMap(({ code, by }) => {
    const automatic = by.schedule ?? by.registry ?? by.case;
    const actors = automatic === undefined ? takers(by) : [system('scheduler')];
    return actors.flatMap((actor) =>
      types.map((type) => ({
        title: `submit by ${code}`,
        command: submission(context.service, code, type),
        context: { ...context, actor },
      })),
    );
  });
}

function submission(
  service: CompiledService,
  start: string,
  type: string | undefined,
): CaseCommand {
  const { definition } = service;
  const chain = type === undefined ? [] : chainTo(definition.types, type);
  const schemas = [
    definition.form?.schema ?? {},
    ...chain.map(({ questions, required }) => ({ properties: questions, required })),
  ];
  const always = service.documents(type).filter(({ requiredWhen }) => requiredWhen !== undefined);
  return command('submit', {
    start,
    ...(type === undefined ? {} : { type }),
    parties: definition.parties.map(({ role, kinds }) => ({
      role,
      kind: kinds.find((kind) => kind !== 'anonymous') ?? 'anonymous',
      person: 'asha',
    })),
    answers: fitting(schemas, (answers) => service.validateAnswers(type, answers)),
    documents: always.map(({ kind }) => document(service, type, kind)),
    ...(definition.place === 'required' && {
      places: [{ role: 'matter', address: '12 Station Road' }],
    }),
    ...subjectOf(definition),
  });
}

const subjectOf = ({ subject }: ServiceDefinition) =>
  subject === undefined ? {} : { subject: { registry: subject.registry, key: '1' } };

/** All actions and tasks that anybody may take now, with what they ask for. */
export function workflowMoves(state: CaseState, context: CaseContext): readonly Move[] {
  if (state.status === 'none') return [];
  const { service } = context;
  const actions = service.actionsFrom(state.state).flatMap(({ code, by }) =>
    takers(by).flatMap((actor) => {
      const acting = { ...context, actor };
      const possible = allowedActions(state, acting).find((one) => one.code === code);
      return possible === undefined ? [] : actionMoves(possible, acting, state.type ?? undefined);
    }),
  );
  return [...actions, ...taskMoves(state, context)];
}

function actionMoves(
  { code, asks, blocked }: PossibleAction,
  context: CaseContext,
  type: string | undefined,
): readonly Move[] {
  if (blocked.some(({ reason }) => reason === 'guard')) return [];
  const { service } = context;
  const input = service.action(code)?.input;
  const sizes: readonly Size[] = input === undefined ? ['small'] : ['small', 'large'];
  return sizes.map((size) => ({
    title: `${code} by ${context.actor.id}`,
    context,
    command: command('act', {
      action: code,
      ...(asks.comment === 'none' ? {} : { comment: 'As it is' }),
      ...(asks.assignee === 'none' ? {} : { assignee: { kind: 'person', id: context.actor.id } }),
      ...(asks.score === null ? {} : { score: asks.score }),
      ...(input === undefined
        ? {}
        : { input: sampleObject(input, Object.keys(inputs(input)), size) }),
      documents: asks.documents.map((kind) => document(service, type, kind)),
    }),
  }));
}

const inputs = (schema: Readonly<Record<string, unknown>>) => schema.properties ?? {};

function taskMoves(state: CaseState, context: CaseContext): readonly Move[] {
  if (state.status === 'none') return [];
  return context.service.tasksIn(state.state).flatMap((group) =>
    group.tasks.flatMap((task) =>
      [...task.roles.map(staff), party].flatMap((actor) => {
        const { office = 'none' } = task;
        const acting = { ...context, actor, office };
        const open = allowedTasks(state, acting).some((one) => one.task === task.code);
        if (!open) return [];
        const input = task.input === undefined ? {} : { input: sampleObject(task.input, []) };
        return (['done', 'refused'] as const).map((result) => ({
          title: `task ${task.code} ${result}`,
          context: acting,
          command: command('complete-task', {
            group: group.code,
            task: task.code,
            result,
            ...input,
          }),
        }));
      }),
    ),
  );
}

/** What staff may do beside the workflow, and time that goes by. */
export function otherMoves(state: CaseState, context: CaseContext): readonly Move[] {
  if (state.status === 'none') return [];
  const dueAt = fromEpochMilliseconds(epochMilliseconds(context.now) + 100 * 3_600_000);
  const running = state.timers.filter(({ status }) => status === 'running');
  const clerk = { ...context, actor: staff('clerk') };
  const commands = [
    settle,
    command('comment', { comment: 'Hm', visibility: 'internal' }),
    command('assign', { assignee: { kind: 'person', id: clerk.actor.id } }),
    command('assign', { assignee: null }),
    command('escalate', { reason: 'x' }),
    ...running.map(({ name }) => command('extend', { timer: name, dueAt, reason: 'x' })),
    ...leaves(context.service.definition.types)
      .slice(0, 2)
      .map(({ code }) => command('reclassify', { type: code, reason: 'x' })),
  ];
  const allowed: readonly string[] = allowedOperations(state, clerk);
  return commands
    .filter(({ operation }) => allowed.includes(operation))
    .map((one) => ({ title: one.operation, command: one, context: clerk }));
}
