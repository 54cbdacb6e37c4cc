import type { CaseCommand } from '../../domain/case/commands.js';
import { caseDecider } from '../../domain/case/index.js';
import { noCase, type CaseState, type SubmittedCase } from '../../domain/case/state.js';
import type { Actor } from '../../domain/kernel/envelope.js';
import { streamName } from '../../domain/kernel/ids.js';
import { fromEpochMilliseconds } from '../../domain/kernel/instant.js';
import { occasionOf, settleThenDecide } from '../../domain/kernel/settle-then-decide.js';
import type { CompiledService } from '../../domain/service/compiled.js';
import type { Action, By } from '../../domain/service/schema/index.js';
import type { ProjectedEvent } from '../../projections/projection.js';
import { act, asha, command, context, monday, settle } from './case.js';
import { CaseStory, position } from './case-story.js';

/** One step of a walk: which of all that may be asked, how many hours later. */
export interface Step {
  readonly pick: number;
  readonly hours: number;
}

export interface Walk {
  readonly state: SubmittedCase;
  readonly events: readonly ProjectedEvent[];
}

type Asked = readonly [CaseCommand, Actor];

const hour = 3_600_000;
const reference = '7Q2M4KXPZ';
const [template] = new CaseStory(reference).tell('case.submitted.v1').events;
const staff = (...roles: readonly string[]): Actor => ({ id: 'fay', kind: 'staff', roles });
const boss = staff('dispatcher', 'fixer', 'clerk', 'officer');
const fay = { kind: 'person', id: 'fay' } as const;

const later = (hours: number) => fromEpochMilliseconds(Date.parse(monday) + hours * hour);

function actorFor({ staff: roles, party }: By): Actor {
  if (party !== undefined) return asha;
  return roles === undefined ? { id: 'bank', kind: 'system', roles: ['payment'] } : staff(...roles);
}

function taking({ code, by, comment, effects }: Action): Asked {
  const chosen = effects.some((effect) => effect.effect === 'assign' && effect.to === 'chosen');
  const rates = effects.some(({ effect }) => effect === 'feedback');
  const inputs: Readonly<Record<string, object>> = { resolve: { hours: 2 }, pay: { sum: 50 } };
  const body = {
    ...(comment !== 'none' && { comment: 'so be it' }),
    ...(inputs[code] && { input: inputs[code] }),
    ...(chosen && { assignee: fay }),
    ...(rates && { score: 4 }),
  };
  return [act(code, body), actorFor(by)];
}

const tasksOf = ({ definition }: CompiledService): readonly Asked[] =>
  definition.workflow.tasks.flatMap(({ code: group, tasks }) =>
    tasks.map(({ code: task, roles }): Asked => [
      command('complete-task', { group, task }),
      roles.includes('owner') ? asha : staff(...roles),
    ]),
  );

const photo = { name: 'a.jpg', mediaType: 'image/jpeg', size: 9, sha256: '0'.repeat(64) };

const anytime = ({ definition }: CompiledService, now: number): readonly Asked[] => [
  [settle, boss],
  [command('assign', { assignee: null }), boss],
  [command('assign', { assignee: fay }), boss],
  [command('escalate', { reason: 'too slow' }), boss],
  [command('reclassify', { office: 'helpdesk', priority: 'low', reason: 'theirs' }), boss],
  [
    command('reclassify', {
      confidentiality: 'confidential',
      places: [{ role: 'site', areas: ['n1'] }],
      reason: 'so',
    }),
    boss,
  ],
  [command('amend-answers', { answers: { street: 'Mill Lane', text: 'Two words' } }), boss],
  [command('amend-answers', { answers: { street: null } }), asha],
  [command('comment', { comment: 'hm' }), boss],
  [command('give-feedback', { score: 3 }), asha],
  [command('link', { link: { kind: 'child', case: '1A2B3C4D5' } }), boss],
  [command('unlink', { link: { kind: 'child', case: '1A2B3C4D5' }, reason: 'no' }), boss],
  ...definition.documents.map(({ kind }): Asked => [
    command('attach-document', { document: { kind, ...photo } }),
    asha,
  ]),
  ...definition.workflow.timers.map(({ name: timer }): Asked => [
    command('extend', { timer, dueAt: later(now + 50), reason: 'holidays' }),
    boss,
  ]),
];

/** All that may be asked of a case, what moves it three times over. */
function askable(service: CompiledService, state: SubmittedCase, now: number): readonly Asked[] {
  const moves = [...service.actionsFrom(state.state).map(taking), ...tasksOf(service)];
  return [...moves, ...moves, ...moves, ...anytime(service, now)];
}

/**
 * Lives through a case: submitted on Monday, then whatever the steps pick. What is rejected leaves it as it was.
 *
 * @param see called after the submission and after every step
 */
export function walk(
  service: CompiledService,
  submission: CaseCommand,
  steps: readonly Step[],
  see: (walk: Walk) => void = () => undefined,
): Walk {
  const surroundings = context(service);
  let state: CaseState = noCase;
  let now = 0;
  const events: ProjectedEvent[] = [];
  const ask = ([asked, actor]: Asked): void => {
    const acting = { ...surroundings, actor, now: later(now) };
    const decided = settleThenDecide(caseDecider, state, asked, acting);
    if (!decided.ok) return;
    state = decided.value.state;
    for (const decision of decided.value.decisions)
      events.push({
        ...template!,
        ...decision.event,
        stream: streamName(`case-${reference}`),
        revision: BigInt(events.length),
        position: position(events.length),
        meta: { ...template!.meta, ...occasionOf(acting, decision) },
      });
  };
  const seen = (): Walk => {
    if (state.status === 'none') throw new Error('The submission was rejected.');
    return { state, events };
  };
  ask([submission, asha]);
  see(seen());
  for (const { pick, hours } of steps) {
    now += hours;
    const all = askable(service, seen().state, now);
    ask(all[pick % all.length]!);
    see(seen());
  }
  return seen();
}
