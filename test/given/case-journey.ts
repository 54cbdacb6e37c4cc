import { expect } from 'chai';
import type { CaseContext } from '../../domain/case/context.js';
import { caseEvents, type CaseEvent } from '../../domain/case/events.js';
import { caseDecider } from '../../domain/case/index.js';
import { noCase, type CaseState, type SubmittedCase } from '../../domain/case/state.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { Decision } from '../../domain/kernel/decider.js';
import {
  epochMilliseconds,
  fromEpochMilliseconds,
  type Instant,
} from '../../domain/kernel/instant.js';
import {
  foldDecisions,
  occasionOf,
  settleThenDecide,
  type Acting,
} from '../../domain/kernel/settle-then-decide.js';
import { otherMoves, submissions, workflowMoves, type Move } from './case-moves.js';

const codec = createCodec(caseEvents);

/** A case under way: all that happened, with the circumstances it happened in. */
export interface Walked {
  readonly state: CaseState;
  readonly now: Instant;
  readonly history: readonly (readonly [Acting, Decision<CaseEvent>])[];
}

export const begun = (context: CaseContext): Walked => ({
  state: noCase,
  now: context.now,
  history: [],
});

/** Rejections that a move may meet: its input is what the guard asks about, or feedback had its time. */
const excusable = new Set([
  'case.action-blocked',
  'case.feedback-too-late',
  'case.settle-unbounded',
]);

const kinds: Readonly<Record<SubmittedCase['status'], readonly string[]>> = {
  open: ['start', 'normal', 'waiting'],
  resolved: ['resolved'],
  closed: ['end'],
};

/** What holds of every case after every command. */
export function expectValid(state: SubmittedCase, { service }: CaseContext): void {
  expect(kinds[state.status], state.state).to.include(state.kind);
  expect(service.state(state.state)?.kind).to.equal(state.kind);
  expect(state.ending === null).to.equal(state.status === 'open');
  const names = state.timers.map(({ name }) => name);
  expect(new Set(names).size, 'timers by name').to.equal(names.length);
  expect(state.workingTime).to.be.at.least(0);
  expect(state.countedAt <= state.lastAt && state.header.openedAt <= state.enteredAt).to.equal(
    true,
  );
  const clockStands = service.state(state.state)?.clock === 'stopped';
  for (const { name, status } of state.timers)
    if (status === 'paused') expect(clockStands, `${name} paused`).to.equal(true);
}

/** Takes a step; undefined when it was refused for a reason that a step may be refused for. */
export function take(walked: Walked, { command, context, title }: Move): Walked | undefined {
  const outcome = settleThenDecide(caseDecider, walked.state, command, context);
  if (!outcome.ok) {
    const { code, message } = outcome.error;
    expect(excusable, `${title}: ${code}: ${message}`).to.include(code);
    return undefined;
  }
  const { decisions, state } = outcome.value;
  for (const { event } of decisions) expect(codec.encode(event)).to.deep.equal(event.data);
  expectInOrder(walked.now, decisions, context.now);
  expect(foldDecisions(caseDecider, walked.state, decisions, context)).to.deep.equal(state);
  if (state.status !== 'none') expectValid(state, context);
  const history = [...walked.history, ...decisions.map((one) => [context, one] as const)];
  return { state, now: context.now, history };
}

function expectInOrder(
  from: Instant,
  decisions: readonly Decision<CaseEvent>[],
  now: Instant,
): void {
  const times = decisions.map(({ occurredAt = now }) => occurredAt);
  expect([from, ...times, now]).to.deep.equal([from, ...times, now].sort());
}

/** The state that all that happened gives, folded from the beginning. */
export const replayed = ({ history }: Walked): CaseState =>
  history.reduce<CaseState>(
    (state, [context, decision]) =>
      caseDecider.evolve(state, decision.event, occasionOf(context, decision)),
    noCase,
  );

/** All that is possible now. */
export const movesOf = ({ state }: Walked, context: CaseContext): readonly Move[] =>
  state.status === 'none'
    ? submissions(context)
    : [...workflowMoves(state, context), ...otherMoves(state, context)];

/** What is due by some time, with every time written out. */
export function settledBy(state: CaseState, context: CaseContext, now: Instant) {
  const outcome = caseDecider.settle?.(state, { ...context, now });
  if (outcome?.ok !== true) return outcome?.error.code;
  const decisions = outcome.value.map((one) => ({ ...one, occurredAt: one.occurredAt ?? now }));
  return { decisions, state: foldDecisions(caseDecider, state, decisions, { ...context, now }) };
}

export const later = (at: Instant, hours: number): Instant =>
  fromEpochMilliseconds(epochMilliseconds(at) + hours * 3_600_000);

/** A walk as a list of numbers tells: which step next, after how many hours. */
export function walk(context: CaseContext, steps: readonly (readonly [number, number])[]): Walked {
  let walked = begun(context);
  for (const [choice, hours] of steps) {
    const now = later(walked.now, hours);
    const settled = settledBy(walked.state, context, now);
    if (typeof settled !== 'object') break;
    const moves = movesOf({ ...walked, state: settled.state }, { ...context, now });
    const move = moves[choice % Math.max(1, moves.length)];
    if (move === undefined) break;
    walked = take(walked, move) ?? walked;
  }
  return walked;
}
