import type { PlainDate } from '../kernel/instant.js';
import type { Decision } from '../kernel/decider.js';
import type { RuleReference } from '../kernel/envelope.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import { occasionOf } from '../kernel/settle-then-decide.js';
import type { CompiledService } from '../service/compiled.js';
import type { State } from '../service/schema/index.js';
import type { CaseContext } from './context.js';
import type { CaseEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Moment } from './moment.js';
import type { CaseState, SubmittedCase } from './state.js';

/** A case being decided on at one moment: each fact is folded before the next is thought of. */
export class Course {
  readonly decisions: Decision<CaseEvent>[] = [];
  #state: CaseState;

  /** @param rule what causes all that follows, where that is no actor */
  constructor(
    state: CaseState,
    readonly moment: Moment,
    readonly context: CaseContext,
    readonly rule?: RuleReference,
  ) {
    this.#state = state;
  }

  /** @throws RangeError before the case is submitted: a fault of the code that asks. */
  get state(): SubmittedCase {
    if (this.#state.status === 'none') throw new RangeError('The case is not submitted yet');
    return this.#state;
  }

  get service(): CompiledService {
    return this.context.service;
  }

  /** The day after which no date marked `past` may lie; history is taken as it was. */
  get today(): PlainDate | undefined {
    return this.context.origin === 'import' ? undefined : this.moment.on;
  }

  record(event: CaseEvent, rule: RuleReference | undefined = this.rule): void {
    const { at } = this.moment;
    const decision: Decision<CaseEvent> = {
      event,
      ...(at === this.context.now ? {} : { occurredAt: at }),
      ...(rule === undefined ? {} : { rule }),
    };
    this.decisions.push(decision);
    this.#state = evolve(this.#state, event, occasionOf(this.context, decision));
  }

  /** Goes on as the course that a rule caused went; a rejection leaves this one as it was. */
  byRule(
    rule: string,
    go: (course: Course) => Result<unknown, Rejection>,
  ): Result<Course, Rejection> {
    const course = new Course(this.state, this.moment, this.context, this.ruleReference(rule));
    const gone = go(course);
    if (!gone.ok) return gone;
    this.decisions.push(...course.decisions);
    this.#state = course.state;
    return ok(this);
  }

  /** A rule of the case's version of its service. */
  ruleReference(rule: string): RuleReference {
    return ruleReference(this.service, rule);
  }
}

/** A rule of a service, precise enough to find it again. */
export function ruleReference({ definition }: CompiledService, rule: string): RuleReference {
  const { code, authority, version } = definition;
  return { service: code, definedBy: authority, version, rule };
}

/** @throws RangeError when the definition has no such state: the linter lets none be published so. */
export function stateOf(service: CompiledService, code: string): State {
  const state = service.state(code);
  if (state === undefined) throw new RangeError(`${service.definition.code} has no state ${code}`);
  return state;
}
