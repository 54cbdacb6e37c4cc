import fc from 'fast-check';
import {
  caseCommandSchemas,
  type CaseCommand,
  type CaseOperation,
} from '../../domain/case/commands.js';
import type { CaseContext } from '../../domain/case/context.js';
import { caseDecider } from '../../domain/case/index.js';
import type { CaseState, SubmittedCase } from '../../domain/case/state.js';
import { authority } from '../../domain/kernel/authority.js';
import type { Actor } from '../../domain/kernel/envelope.js';
import { epochMilliseconds, fromEpochMilliseconds, instant } from '../../domain/kernel/instant.js';
import type { JsonObject } from '../../domain/kernel/json.js';
import { settleThenDecide } from '../../domain/kernel/settle-then-decide.js';
import { answersSchema } from '../../domain/service/compile/forms.js';
import { workflowGraph, type WorkflowGraph } from '../../domain/service/lint/graph.js';
import { placedTypes } from '../../domain/service/types.js';
import type { Action, By, CompiledService, TaskGroup } from '../../domain/service/index.js';
import { valuesOf } from './schema-values.js';

const reference = '7Q2M4KXPZ';
const minute = 60_000;
const maxAttempts = 200;

/** A step that a case could be taken on. */
type Step =
  | { readonly kind: 'action'; readonly action: Action }
  | { readonly kind: 'task'; readonly group: TaskGroup; readonly task: TaskGroup['tasks'][number] }
  /** Time goes on until a running timer has passed. */
  | { readonly kind: 'timer'; readonly name: string; readonly dueAt: string };

const nameOf = (step: Step): string =>
  step.kind === 'action'
    ? step.action.code
    : step.kind === 'task'
      ? `${step.group.code}/${step.task.code}`
      : `timer/${step.name}`;

/**
 * Lives cases of a service from beginning to end, each time by the way taken least often so far,
 * as whoever may go it; so that after some lives every way has been gone.
 */
export class CaseWalker {
  /** Workflow states that some case was in. */
  readonly visited = new Set<string>();
  /** Rejections other than of a guard: none of a sound service. */
  readonly rejections: string[] = [];
  private readonly taken = new Map<string, number>();
  private readonly graph: WorkflowGraph;
  private seed = 0;

  constructor(
    private readonly service: CompiledService,
    private readonly reference: CaseContext['reference'],
    private readonly begins = '2026-01-05T05:00:00Z',
  ) {
    this.graph = workflowGraph(service.definition);
  }

  /** Whether every state was seen that can be reached. */
  get done(): boolean {
    return [...this.graph.reachable].every((state) => this.visited.has(state));
  }

  /** One case until nothing is left to do, or for so many steps. */
  live(most: number): void {
    let now = epochMilliseconds(instant(this.begins));
    let state = this.submitted(now);
    for (let step = 0; step < most && state !== undefined; step++) {
      this.visited.add(state.state);
      const next = this.leastTaken(state);
      if (next === undefined) return;
      now = next.kind === 'timer' ? Math.max(now, Date.parse(next.dueAt)) : now + minute;
      state = this.go(state, next, now) ?? state;
    }
    if (state !== undefined) this.visited.add(state.state);
  }

  private submitted(now: number): SubmittedCase | undefined {
    const { definition } = this.service;
    const start = this.pick(definition.start, ({ code }) => `start/${code}`);
    const kinds = placedTypes(definition.types).filter(({ type }) => !type.children?.length);
    const kind = this.pick(kinds, ({ type }) => `type/${type.code}`);
    const type = kind?.type.code;
    if (start === undefined) return undefined;
    const body = {
      start: start.code,
      ...(type !== undefined && { type }),
      parties: definition.parties.flatMap(({ role, kinds: [partyKind], least }) =>
        Array.from({ length: Math.max(least, 1) }, () => ({
          role,
          kind: partyKind,
          person: `person-${role}`,
          identity: 'verified',
          name: 'Asha',
        })),
      ),
      answers: this.answers(answersSchema(definition, kind), type),
      ...(definition.place === 'required' && {
        places: [{ role: 'matter', address: '12 Station Road' }],
      }),
      documents: this.documentsOf(this.service.documents(type).map(({ kind: name }) => name)),
    };
    const actor = start.by.case === undefined ? actorFor(start.by) : system();
    const context = this.context(now, actor.kind === 'citizen' ? clerkOf(start.by, actor) : actor);
    return this.decide({ status: 'none' }, 'submit', body, { ...context, newReference: reference });
  }

  /** Answers that the form takes; those required by a condition are found by trying. */
  private answers(schema: JsonObject, type: string | undefined): JsonObject {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const answers = this.input(schema);
      if (this.service.validateAnswers(type, answers).ok) return answers;
    }
    return {};
  }

  private documentsOf(kinds: readonly string[]) {
    return kinds.map((kind) => ({
      kind,
      name: `${kind}.pdf`,
      mediaType:
        this.service.definition.documents.find((rule) => rule.kind === kind)?.types[0] ??
        'application/pdf',
      size: 1000,
      sha256: 'a'.repeat(64),
    }));
  }

  private steps(state: SubmittedCase): readonly Step[] {
    const actions = this.service
      .actionsFrom(state.state)
      .filter(({ by }) => Object.keys(by).some((who) => who !== 'timer'))
      .map((action): Step => ({ kind: 'action', action }));
    const tasks = this.service.tasksIn(state.state).flatMap((group) => {
      const open = state.tasks.find((opened) => opened.group === group.code && !opened.complete);
      return group.tasks
        .filter(({ code }) => open?.results[code] === null)
        .map((task): Step => ({ kind: 'task', group, task }));
    });
    const timers = state.timers
      .filter(({ status }) => status === 'running')
      .map(({ name, dueAt }): Step => ({ kind: 'timer', name, dueAt }));
    return [...actions, ...tasks, ...timers];
  }

  private leastTaken(state: SubmittedCase): Step | undefined {
    const far = this.graph.states.size;
    return this.pick(
      this.steps(state),
      (step) => `${state.state}/${nameOf(step)}`,
      (step) => (this.farFromNew(this.targetOf(state, step)) ?? far) * 2,
    );
  }

  private targetOf({ state }: SubmittedCase, step: Step): string {
    const to = (code: string | undefined): string => {
      const target = code === undefined ? 'same' : this.service.action(code)?.to;
      return target === undefined || target === 'same' ? state : target;
    };
    if (step.kind === 'action') return to(step.action.code);
    if (step.kind === 'task') return to(step.group.then);
    const moves = this.service.timer(step.name)?.passing ?? [];
    const move = moves.find((one) => one.do === 'move');
    return move?.to ?? to(moves.find((one) => one.do === 'take')?.action);
  }

  /** How far it is from a state to one that no case was in yet. */
  private farFromNew(from: string): number | undefined {
    let border: readonly string[] = [from];
    const seen = new Set(border);
    for (let distance = 0; border.length > 0; distance++) {
      if (border.some((state) => !this.visited.has(state))) return distance;
      border = border
        .flatMap((state) => [...(this.graph.next.get(state) ?? [])])
        .filter((state) => !seen.has(state));
      for (const state of border) seen.add(state);
    }
    return undefined;
  }

  /** The least taken, those that lead to something new before others. */
  private pick<T>(
    list: readonly T[],
    key: (item: T) => string,
    distance: (item: T) => number = () => 0,
  ): T | undefined {
    const count = (item: T): number => this.taken.get(key(item)) ?? 0;
    const weight = (item: T): number => count(item) + distance(item);
    const [first] = list.toSorted((a, b) => weight(a) - weight(b));
    if (first !== undefined) this.taken.set(key(first), count(first) + 1);
    return first;
  }

  private go(state: SubmittedCase, step: Step, now: number): SubmittedCase | undefined {
    switch (step.kind) {
      case 'timer':
        return this.decide(state, 'settle', {}, this.context(now, system()));
      case 'action':
        return this.act(state, step.action, now);
      case 'task': {
        const { group, task } = step;
        const body = { group: group.code, task: task.code, input: this.input(task.input) };
        const office = task.office ?? state.office ?? undefined;
        const context = this.context(now, staff(task.roles), office);
        return this.decide(state, 'complete-task', body, context);
      }
    }
  }

  private act(state: SubmittedCase, action: Action, now: number): SubmittedCase | undefined {
    const has = (effect: string) => action.effects.some((one) => one.effect === effect);
    const chosen = action.effects.some((one) => one.effect === 'assign' && one.to === 'chosen');
    const body = {
      action: action.code,
      ...(action.comment !== 'none' && { comment: 'As was seen on the spot' }),
      ...(action.input && { input: this.input(action.input) }),
      ...(has('feedback') && { score: 4 }),
      ...(chosen && { assignee: { kind: 'person', id: 'balu.yadav' } }),
      documents: this.documentsOf(action.documents ?? []),
    };
    return this.decide(
      state,
      'act',
      body,
      this.context(now, actorFor(action.by), state.office ?? undefined),
    );
  }

  private input(schema: JsonObject | undefined): JsonObject {
    const [input] = fc.sample(valuesOf(schema ?? { type: 'object' }), {
      numRuns: 1,
      seed: this.seed++,
    });
    return input as JsonObject;
  }

  private context(now: number, actor: Actor, office?: string): CaseContext {
    return {
      now: fromEpochMilliseconds(now),
      actor,
      authority: authority(this.service.definition.authority),
      channel: 'counter',
      service: this.service,
      reference: this.reference,
      ...(office !== undefined && { office }),
    };
  }

  private decide(
    state: CaseState,
    operation: CaseOperation,
    raw: object,
    context: CaseContext,
  ): SubmittedCase | undefined {
    const body = caseCommandSchemas[operation].parse(raw);
    const command = { operation, body } as CaseCommand;
    const outcome = settleThenDecide(caseDecider, state, command, context);
    if (outcome.ok) return outcome.value.state as SubmittedCase;
    const { code, message } = outcome.error;
    if (code !== 'case.action-blocked')
      this.rejections.push(
        `${state.status === 'none' ? '' : state.state} ${operation}: ${message} ${JSON.stringify(raw)}`,
      );
    return undefined;
  }
}

const system = (...roles: readonly string[]): Actor => ({
  id: 'system',
  kind: 'system',
  roles: [...roles],
});
const staff = (roles: readonly string[]): Actor => ({
  id: 'staff',
  kind: 'staff',
  roles: [...roles],
});

/** Somebody who may: a party, else staff, else a system. */
function actorFor({ party, staff: roles, payment, external }: By): Actor {
  const [role] = party ?? [];
  if (role !== undefined) return { id: `person-${role}`, kind: 'citizen', roles: ['verified'] };
  if (roles !== undefined && roles.length > 0) return staff(roles);
  return system(...(payment === true ? ['payment'] : []), ...(external ?? []));
}

/** A clerk names all parties; who comes for themselves can name but their own account. */
const clerkOf = ({ staff: roles }: By, citizen: Actor): Actor => ({
  ...staff(roles ?? []),
  onBehalfOf: citizen.id,
});
