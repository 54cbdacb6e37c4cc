import { personName } from '../words/people.js';
import type { NamedStep, Telling } from './telling.js';

/** Name of the rule that decided, where it is a timer of the service. */
function ruleWords({ visit, words }: Telling, rule: string): string {
  const [kind = '', name = ''] = rule.split('/');
  return kind === 'timer'
    ? visit.t('who.timer', { timer: words.timer(name) })
    : visit.t(kind === 'escalation' ? 'who.escalation' : 'who.rule');
}

const isVisitor = ({ visit: { caller } }: Telling, { actor }: NamedStep): boolean =>
  actor.kind !== 'public' && actor.id === caller.actor.id && actor.kind === caller.actor.kind;

function actorWords(telling: Telling, { actor, actingOffice }: NamedStep): string {
  const { parts, visit, words, inside } = telling;
  const office = actingOffice === undefined ? undefined : words.office(actingOffice);
  if (!inside || actor.id === undefined || actor.kind === 'public')
    return office ?? visit.t(`who.${actor.kind}`);
  const name = personName(parts, visit, actor.id);
  return office === undefined ? name : `${name}, ${office}`;
}

/** Whom a case is with is not for the public to say: what they did brought it about. */
const isConsequence = ({ fact, actor }: NamedStep): boolean =>
  fact === 'assigned' && (actor.kind === 'citizen' || actor.kind === 'public');

/** Who did it, as far as this reader is told: parties learn the office, not the name, of staff. */
export function stepWho(telling: Telling, step: NamedStep): string {
  if (isConsequence(step)) return telling.visit.t('who.rule');
  if (step.origin === 'policy') return ruleWords(telling, step.rule?.rule ?? '');
  return isVisitor(telling, step) ? telling.visit.t('who.you') : actorWords(telling, step);
}
