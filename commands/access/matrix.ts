import { actorKinds, type ActorKind } from '../../domain/kernel/envelope.js';
import { accessRules, type AccessRule } from './rules.js';

/** One line of the access table as documentation prints it. */
export interface AccessLine {
  /** `case submit`. */
  readonly operation: string;
  /** Kind of actor → what it must be, with the roles it needs in brackets; `-` for never. */
  readonly who: Readonly<Record<ActorKind, string>>;
}

function wordOf({ who, roles }: AccessRule, kind: ActorKind): string {
  const relation = who[kind] ?? '-';
  return kind === 'staff' && roles !== undefined ? `${relation}(${roles.join(', ')})` : relation;
}

/** The whole table, in its own order. */
export const accessMatrix = (): readonly AccessLine[] =>
  Object.entries(accessRules).flatMap(([aggregate, rules]) =>
    Object.entries(rules).map(([operation, rule]) => ({
      operation: `${aggregate} ${operation}`,
      // One entry for each kind, by construction.
      who: Object.fromEntries(
        actorKinds.map((kind) => [kind, wordOf(rule, kind)]),
      ) as AccessLine['who'],
    })),
  );
