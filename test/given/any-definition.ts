import fc from 'fast-check';
import {
  serviceDefinitionSchema,
  type ServiceDefinition,
} from '../../domain/service/schema/index.js';

const t = (en: string) => ({ en });
const states = ['a', 'b', 'c', 'd', 'e'];
const timers = ['t', 'u', 'v'];

const state = (code: string, index: number) =>
  fc.record({
    code: fc.constant(code),
    title: fc.constant(t(code)),
    kind:
      index === 0 ? fc.constant('start') : fc.constantFrom('normal', 'waiting', 'resolved', 'end'),
    clock: fc.constantFrom('running', 'running', 'stopped'),
    outcome: fc.constantFrom('granted', 'refused', 'lapsed'),
  });

const target = fc.constantFrom(...states, 'same');

const effect = fc.oneof(
  fc.constant({ effect: 'amount', amount: 'x', change: 'add', value: '7' }),
  fc.record({
    effect: fc.constant('assign'),
    to: fc.constantFrom('chosen', 'actor', 'nobody', 'last', 'rule'),
  }),
  fc.record({ effect: fc.constant('priority'), priority: fc.constantFrom('low', 'urgent') }),
  fc.record({ effect: fc.constant('end-timer'), timer: fc.constantFrom(...timers) }),
  fc.constant({ effect: 'feedback' }),
);

const action = (code: string) =>
  fc.record({
    code: fc.constant(code),
    title: fc.constant(t(code)),
    by: fc.constantFrom(
      { staff: ['worker'], timer: true },
      { staff: ['worker'] },
      { party: ['applicant'], timer: true },
    ),
    from: fc.oneof(fc.constant('any' as const), fc.subarray(states, { minLength: 1 })),
    to: target,
    effects: fc.array(effect, { maxLength: 2 }),
  });

const length = fc.oneof(
  fc.record({ calendarDays: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ workingDays: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ workingHours: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ elapsed: fc.integer({ min: 3_600_000, max: 900_000_000 }) }),
);

const passing = fc.oneof(
  fc.record({ do: fc.constant('take'), action: fc.constantFrom('p', 'q', 'r') }),
  fc.record({ do: fc.constant('effect'), effect }),
  fc.constant({ do: 'escalate' }),
  fc.record({
    do: fc.constant('move'),
    to: fc.constantFrom(...states),
    reason: fc.constantFrom('deemed', 'lapsed'),
  }),
);

const timer = (name: string) =>
  fc.record({
    name: fc.constant(name),
    title: fc.constant(t(name)),
    kind: fc.constantFrom('internal', 'published', 'statutory'),
    starts: fc.oneof(
      fc.constant({ on: 'submission' }),
      fc.record({ on: fc.constant('action'), action: fc.constantFrom('p', 'q', 'r') }),
      fc.record({ on: fc.constant('state'), state: fc.constantFrom(...states) }),
    ),
    length,
    end: fc.constantFrom('exact', 'end-of-day', 'end-of-working-day', 'next-working-day'),
    pauses: fc.boolean(),
    endedBy: fc.record({
      actions: fc.subarray(['p', 'q'], { maxLength: 1 }),
      states: fc.subarray(states, { maxLength: 1 }),
      leaving: fc.boolean(),
      resolution: fc.boolean(),
      closing: fc.boolean(),
    }),
    passing: fc.array(passing, { maxLength: 2 }),
  });

const tasks = fc.record({
  code: fc.constant('g'),
  title: fc.constant(t('g')),
  opensIn: fc.constantFrom(...states),
  tasks: fc.constant([
    { code: 'one', title: t('One'), roles: ['worker'] },
    { code: 'two', title: t('Two'), roles: ['applicant'] },
  ]),
  complete: fc.constantFrom('all', 'any', { least: 2 }, { rule: 'tasks.one = "done"' }),
  then: fc.constantFrom('p', 'q'),
});

const rule = fc.record({
  states: fc.subarray(states, { minLength: 1 }),
  strategy: fc.constantFrom('queue', 'least-loaded', 'round-robin', 'by-area', 'keep-last'),
  office: fc.constantFrom('helpdesk', 'animals'),
  role: fc.constant('fixer'),
});

/** Definitions as nobody would write them: small, and with everything in them. */
export const anyDefinition: fc.Arbitrary<ServiceDefinition> = fc
  .record({
    states: fc.tuple(...states.map(state)),
    actions: fc.tuple(...['p', 'q', 'r'].map(action)),
    timers: fc.tuple(...timers.map(timer)),
    tasks: fc.array(tasks, { maxLength: 1 }),
    assignment: fc.array(rule, { maxLength: 2 }),
    standard: fc.constantFrom(...timers),
    after: length,
  })
  .map(({ assignment, standard, after, ...workflow }) =>
    serviceDefinitionSchema.parse({
      code: 'any',
      version: 1,
      authority: 'demo.riverton',
      effectiveFrom: '2020-01-01',
      title: t('Any'),
      calendar: 'office-hours',
      currency: 'INR',
      office: 'helpdesk',
      start: [{ code: 's', title: t('S'), by: { party: ['applicant'] }, state: 'a' }],
      parties: [{ role: 'applicant', title: t('Applicant'), kinds: ['person'] }],
      amounts: [{ code: 'x', title: t('X') }],
      workflow,
      standard,
      assignment,
      escalation: {
        timer: 't',
        levels: [
          { to: { kind: 'supervisor' }, raisePriority: true },
          { after, to: { kind: 'office', id: 'animals' } },
          { after, to: { kind: 'supervisor' } },
        ],
      },
      feedback: { scale: 5, within: { calendarDays: 7 } },
    }),
  );
