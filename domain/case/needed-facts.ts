import { assignmentRule, candidates, roundKey } from './assignment.js';
import type { CaseContext } from './context.js';
import type { CaseCommand } from './commands.js';
import { localDay } from './moment.js';
import { nextDue } from './due.js';
import type { CaseState } from './state.js';

/** What an assignment may turn on, to be looked up before deciding. */
export interface NeededFacts {
  /** Staff whose open cases count. */
  readonly workload: readonly string[];
  /** `office/role` whose turn was taken by whom last. */
  readonly last: readonly string[];
  /** Cases that must be there. */
  readonly cases: readonly string[];
}

const nothing = { workload: [], last: [] } as const;

/**
 * The facts from other streams that a command, or what is due before it, may need: rather more than
 * less. Nothing for services that assign by no such rule.
 */
export function neededFacts(
  command: CaseCommand,
  state: CaseState,
  context: Pick<CaseContext, 'service' | 'reference' | 'now' | 'origin'>,
): NeededFacts {
  // An import brings cases in an order of its own: what one is linked to may come later.
  const cases = context.origin === 'import' ? [] : linkedTo(command);
  return { ...factsToAssign(command, state, context), cases };
}

function linkedTo({ operation, body }: CaseCommand): readonly string[] {
  if (operation === 'link') return [body.link.case];
  return operation === 'submit' ? body.links.map((link) => link.case) : [];
}

function factsToAssign(
  command: CaseCommand,
  state: CaseState,
  context: Pick<CaseContext, 'service' | 'reference' | 'now'>,
): Omit<NeededFacts, 'cases'> {
  const rules = context.service.definition.assignment;
  if (rules.every(({ strategy }) => strategy === 'queue' || strategy === 'by-area')) return nothing;
  if (!mayAssign(command, state, context)) return nothing;
  const on = localDay(context);
  const offices = officesOf(command, state, context);
  const weighing = rules.filter(
    ({ strategy }) => strategy === 'least-loaded' || strategy === 'keep-last',
  );
  const inTurn = rules.filter(({ strategy }) => strategy === 'round-robin');
  const each = <R, T>(of: readonly R[], look: (rule: R, office: string | null) => readonly T[]) => [
    ...new Set(of.flatMap((rule) => offices.flatMap((office) => look(rule, office)))),
  ];
  return {
    workload: each(weighing, (rule, office) => candidates(context, rule, { office, on })),
    last: each(inTurn, (rule, office) => [roundKey(rule, office)]),
  };
}

/** Whether a command, or a timer due before it, may come to a rule of assignment. */
function mayAssign(
  command: CaseCommand,
  state: CaseState,
  { service, now }: Pick<CaseContext, 'service' | 'now'>,
): boolean {
  if (state.status === 'none' || nextDue(state, now) !== undefined) return true;
  switch (command.operation) {
    case 'act': {
      const action = service.action(command.body.action);
      const ruled = action?.effects.some((one) => one.effect === 'assign' && one.to === 'rule');
      return ruled === true || assignmentRule({ service }, action?.to ?? '') !== undefined;
    }
    case 'complete-task':
    case 'reclassify':
      return true;
    default:
      return false;
  }
}

/** Offices that the case has or may come to by the command. */
function officesOf(
  { body }: CaseCommand,
  state: CaseState,
  { service }: Pick<CaseContext, 'service'>,
): readonly (string | null)[] {
  const type = 'type' in body ? service.type(body.type) : undefined;
  const named = 'office' in body ? body.office : undefined;
  const present = state.status === 'none' ? service.definition.office : state.office;
  return [
    ...new Set([named, type?.office, present].filter((office) => typeof office === 'string')),
    null,
  ];
}
