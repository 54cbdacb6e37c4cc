import { expect } from 'chai';
import fc from 'fast-check';
import type { CaseContext } from '../../domain/case/context.js';
import { compileCalendar } from '../../domain/kernel/calendar/index.js';
import { instant } from '../../domain/kernel/instant.js';
import { importDigitWorkflow } from '../../domain/service/digit/index.js';
import { workflowGraph } from '../../domain/service/lint/graph.js';
import type { ServiceDefinition } from '../../domain/service/schema/index.js';
import { compiled, weekdays } from '../given/case.js';
import { begun, later, movesOf, replayed, settledBy, take, walk, type Walked } from '../given/case-journey.js';
import { fileOf, files, only } from '../samples/digit.js';
import { shippedCodes, shippedDefinition, shippedReference } from '../samples/shipped.js';

const definitions: readonly (readonly [string, ServiceDefinition])[] = [
  ...shippedCodes.map((code) => [code, shippedDefinition(code)] as const),
  ...files.map((name) => [name, only(importDigitWorkflow(fileOf(name)))] as const),
];

/** Working time of an imported workflow, whose calendar no file tells. */
const anyCalendar = compileCalendar(weekdays('Asia/Kolkata'));

function contextOf(definition: ServiceDefinition): CaseContext {
  const reference = shippedReference(definition);
  return {
    now: instant('2026-01-05T10:00:00Z'),
    actor: { id: 'asha', kind: 'citizen', roles: [] },
    authority: definition.authority,
    channel: 'web',
    service: compiled(definition),
    reference: {
      ...reference,
      calendar: (code, on) => reference.calendar(code, on) ?? anyCalendar,
    },
    newReference: '7Q2M4KXPZ',
  };
}

/** What of a case decides where it can go next. */
function place({ state }: Walked): string {
  if (state.status === 'none') return '';
  const { amounts, tasks } = state;
  const results = tasks.map((opened) => Object.values(opened.results));
  return JSON.stringify([state.state, results, (amounts.paid ?? 0) >= (amounts.fee ?? 0)]);
}

const yearHours = 366 * 24;

/** Everywhere that a case can get, by what people may do and by time that passes. */
function explore(context: CaseContext): ReadonlySet<string> {
  const found = new Map<string, Walked>([['', begun(context)]]);
  const reached = new Set<string>();
  for (const walked of found.values()) {
    for (const state of statesFrom(walked, context)) reached.add(state);
    for (const move of movesOf(walked, { ...context, now: walked.now })) {
      const next = take(walked, move);
      if (next !== undefined && !found.has(place(next))) found.set(place(next), next);
    }
  }
  return reached;
}

/** Where a case is, and where it comes to if nobody does anything. */
function statesFrom(walked: Walked, context: CaseContext): readonly string[] {
  const later = waited(walked, context).flatMap(({ event }) =>
    event.type === 'case.acted.v1' || event.type === 'case.moved.v1' ? [event.data.to.code] : [],
  );
  return walked.state.status === 'none' ? later : [walked.state.state, ...later];
}

function waited({ state, now }: Walked, context: CaseContext) {
  const settled = settledBy(state, context, later(now, yearHours * 4));
  if (typeof settled !== 'object') throw new Error(settled);
  return settled.decisions;
}

const steps = fc.array(fc.tuple(fc.nat(200), fc.nat(72)), { minLength: 3, maxLength: 12 });

describe('what is allowed on cases of the services that ship and of imported workflows', () => {
  for (const [name, definition] of definitions)
    describe(name, () => {
      const context = contextOf(definition);

      it('leads to every state that the workflow reaches, and to no other', () => {
        expect([...explore(context)].sort()).to.deep.equal(
          [...workflowGraph(definition).reachable].sort(),
        );
      });

      it('is accepted, whatever was done before', () => {
        fc.assert(
          fc.property(steps, (taken) => {
            const walked = walk(context, taken);
            expect(replayed(walked)).to.deep.equal(walked.state);
          }),
          { numRuns: 5 },
        );
      });
    });
});
