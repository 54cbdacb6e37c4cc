import type { PlainDate } from '../kernel/instant.js';
import type { JsonObject } from '../kernel/json.js';
import type { Rejection } from '../kernel/rejection.js';
import type { Result } from '../kernel/result.js';
import type {
  Action,
  DocumentRule,
  Length,
  Priority,
  ServiceDefinition,
  State,
  TaskGroup,
  Timer,
} from './schema/index.js';

/** A kind of matter with what it inherits from the kinds above it and from the service. */
export interface ResolvedType {
  readonly code: string;
  /** From the root: `animals/dogs/stray`. */
  readonly path: readonly string[];
  readonly office?: string;
  readonly priority: Priority;
  readonly limits: Readonly<Record<string, Length>>;
  /** Charge → rule of its amount, where this kind has its own. */
  readonly charges: Readonly<Record<string, string>>;
  /** The service's and those of the kinds above it and its own. */
  readonly documents: readonly DocumentRule[];
  readonly leaf: boolean;
}

/**
 * A published version made ready to decide with: looked up by code, rules and forms compiled once.
 * Built by `compileService`, shared by every case of the version.
 */
export interface CompiledService {
  readonly definition: ServiceDefinition;
  readonly state: (code: string) => State | undefined;
  readonly action: (code: string) => Action | undefined;
  /** In the definition's order. */
  readonly actionsFrom: (state: string) => readonly Action[];
  readonly timer: (name: string) => Timer | undefined;
  /** Timers that start on submission, on taking an action, on entering a state. */
  readonly timersOn: (
    start: 'submission' | { readonly action: string } | { readonly state: string },
  ) => readonly Timer[];
  readonly tasksIn: (state: string) => readonly TaskGroup[];
  readonly taskGroup: (code: string) => TaskGroup | undefined;
  /** Roles of staff that it names: at starts, actions, tasks and assignments. */
  readonly staffRoles: ReadonlySet<string>;
  readonly type: (code: string) => ResolvedType | undefined;
  /** Documents that a case of this kind may have or must have. */
  readonly documents: (type: string | undefined) => readonly DocumentRule[];
  /**
   * Answers against the form and the type's own questions; faults point into `/answers`.
   * Dates marked `past` must not lie after `on`, where that is given.
   */
  readonly validateAnswers: (
    type: string | undefined,
    answers: JsonObject,
    on?: PlainDate,
  ) => Result<JsonObject, Rejection>;
  /** What an action or a task asks; `action/<code>` or `task/<group>/<task>`. */
  readonly validateInput: (
    of: string,
    input: JsonObject,
    on?: PlainDate,
  ) => Result<JsonObject, Rejection>;
  /** Field of the answers → role of the party whose personal data it is. */
  readonly personalFields: (type: string | undefined) => Readonly<Record<string, string>>;
  /** A rule of the definition, compiled; `names` are those of `ruleNames`. */
  readonly test: (rule: string, facts: RuleFacts) => Result<boolean, Rejection>;
  /** An integer rule: minor units. */
  readonly number: (rule: string, facts: RuleFacts) => Result<number, Rejection>;
  /** A rule that yields text or a number, as a tariff key or a date. */
  readonly value: (rule: string, facts: RuleFacts) => Result<string | number, Rejection>;
}

/**
 * What rules may speak of: exactly these names. Times are ISO timestamps in UTC, dates local to the calendar's zone.
 * An answer, input or task of the definition that is not there is null to a rule, such an amount 0.
 */
export interface RuleFacts {
  readonly answers: JsonObject;
  readonly input: JsonObject;
  /** Amount code → minor units. */
  readonly amounts: Readonly<Record<string, number>>;
  /** Kinds of document on the case. */
  readonly documents: readonly string[];
  /** Task code → result. */
  readonly tasks: Readonly<Record<string, string | null>>;
  readonly case: {
    readonly type: string | null;
    readonly state: string;
    readonly priority: string;
    readonly channel: string;
    readonly office: string | null;
    readonly openedOn: string;
    readonly areas: readonly string[];
    readonly reopened: number;
  };
  /** Local date of the command: `on`, since FEEL's own `today()` is refused. */
  readonly on: string;
}

export const ruleNames = [
  'answers',
  'input',
  'amounts',
  'documents',
  'tasks',
  'case',
  'on',
] as const;
