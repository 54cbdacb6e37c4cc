import type { PlainDate } from '../kernel/instant.js';
import type { Assignee, ServiceDefinition } from '../service/schema/index.js';
import type { CaseContext } from './context.js';
import type { Course } from './course.js';
import type { Basis } from './event-parts.js';
import type { SubmittedCase } from './state.js';

type AssignmentRule = ServiceDefinition['assignment'][number];
type Scene = Pick<Course, 'state' | 'moment' | 'context'>;

/** Who a rule chooses, and from what. */
interface Choice {
  readonly assignee: Assignee | null;
  readonly basis: Basis;
}

export const sameAssignee = (a: Assignee | null, b: Assignee | null): boolean =>
  a?.kind === b?.kind && a?.id === b?.id;

/** The rule for whoever enters a state. */
export const assignmentRule = (
  { service }: Pick<CaseContext, 'service'>,
  state: string,
): AssignmentRule | undefined =>
  service.definition.assignment.find(({ states }) => states.includes(state));

/** The staff that a rule chooses among, each once and in a fixed order. */
export function candidates(
  { reference }: Pick<CaseContext, 'reference'>,
  { office, role }: Pick<AssignmentRule, 'office' | 'role'>,
  of: { readonly office: string | null; readonly on: PlainDate },
): readonly string[] {
  const code = office ?? of.office;
  const staff = code === null ? undefined : reference.office(code, of.on)?.staff;
  const members = role === undefined ? Object.values(staff ?? {}).flat() : (staff?.[role] ?? []);
  return [...new Set(members)].sort();
}

/** Whom the rule of the case's present state chooses. */
export function choose(scene: Scene, rule: AssignmentRule): Choice {
  const strategy = strategies[rule.strategy];
  return strategy(scene, rule);
}

const person = (id: string): Assignee => ({ kind: 'person', id });
const inOffice = (id: string | null | undefined): Assignee | null =>
  id === null || id === undefined ? null : { kind: 'office', id };

const strategies: Record<
  AssignmentRule['strategy'],
  (scene: Scene, rule: AssignmentRule) => Choice
> = {
  queue: (_, { office }) => ({ assignee: inOffice(office), basis: { strategy: 'queue' } }),
  'by-area': (scene) => ({
    assignee: inOffice(officeOfArea(scene)),
    basis: { strategy: 'by-area' },
  }),
  'least-loaded': leastLoaded,
  'round-robin': roundRobin,
  'keep-last': keepLast,
};

const recorded = ({ state, context }: Scene, strategy: string): Basis | undefined => {
  const basis = context.facts?.bases?.[state.state];
  return basis?.strategy === strategy ? basis : undefined;
};

const staffOf = ({ state, moment, context }: Scene, rule: AssignmentRule): readonly string[] =>
  candidates(context, rule, { office: state.office, on: moment.on });

/** Of several with equally few cases, one by the case's reference: not always the first by name. */
function leastLoaded(scene: Scene, rule: AssignmentRule): Choice {
  const known = recorded(scene, 'least-loaded')?.workload;
  const staff = known === undefined ? staffOf(scene, rule) : Object.keys(known).sort();
  const facts = known ?? scene.context.facts?.workload ?? {};
  const workload = Object.fromEntries(staff.map((id) => [id, facts[id] ?? 0]));
  const least = Math.min(...Object.values(workload));
  const chosen = pick(
    scene.state,
    staff.filter((id) => workload[id] === least),
  );
  return {
    assignee: chosen === undefined ? null : person(chosen),
    basis: { strategy: 'least-loaded', workload },
  };
}

/** The next after the one chosen last; without one, some member by the case's reference. */
function roundRobin(scene: Scene, rule: AssignmentRule): Choice {
  const staff = staffOf(scene, rule);
  const known = recorded(scene, 'round-robin');
  const turn = roundKey(rule, scene.state.office);
  const last = known === undefined ? scene.context.facts?.last?.[turn] : known.last;
  const next = staff.find((id) => last !== undefined && id > last) ?? staff[0];
  const chosen = last === undefined ? pick(scene.state, staff) : next;
  return {
    assignee: chosen === undefined ? null : person(chosen),
    basis: { strategy: 'round-robin', turn, ...(last === undefined ? {} : { last }) },
  };
}

/** Whoever had the case last in this state; else as with the fewest cases. */
function keepLast(scene: Scene, rule: AssignmentRule): Choice {
  const holder = scene.state.holders[scene.state.state];
  if (holder !== undefined) return { assignee: holder, basis: { strategy: 'keep-last' } };
  return rule.role === undefined
    ? { assignee: scene.state.assignee, basis: { strategy: 'keep-last' } }
    : leastLoaded(scene, rule);
}

/** Names the turns that a rule takes: `office/role`. */
export const roundKey = (
  { office, role }: Pick<AssignmentRule, 'office' | 'role'>,
  ofCase: string | null,
): string => `${office ?? ofCase ?? '*'}/${role ?? '*'}`;

const hashBase = 31;
const hashModulus = 1_000_003;

function pick(state: SubmittedCase, from: readonly string[]): string | undefined {
  let hash = 0;
  for (const character of state.header.reference)
    hash = (hash * hashBase + (character.codePointAt(0) ?? 0)) % hashModulus;
  return from[hash % Math.max(1, from.length)];
}

const maximumDepth = 20;

/** The office responsible for the first of the case's areas that has one; else its own office. */
function officeOfArea(scene: Scene): string | null {
  for (const area of scene.state.places.flatMap(({ areas }) => areas)) {
    const office = officeFor(scene, area);
    if (office !== undefined) return office;
  }
  return scene.state.office;
}

/** The office responsible for an area, or for one that it lies in. */
function officeFor({ moment, context }: Scene, code: string): string | undefined {
  const service = context.service.definition.code;
  let area = context.reference.area(code, moment.on);
  for (let depth = 0; area !== undefined && depth < maximumDepth; depth++) {
    const { offices = {}, parent } = area;
    const office = offices[service] ?? offices['*'];
    if (office !== undefined) return office;
    area = parent === undefined ? undefined : context.reference.area(parent, moment.on);
  }
  return undefined;
}
