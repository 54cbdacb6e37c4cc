import { internalCaller } from '../../commands/access/caller.js';
import type { Application } from '../../commands/application.js';
import type { Dispatch } from '../../commands/dispatch.js';
import type { SubmittedCase } from '../../domain/case/state.js';
import type { Authority } from '../../domain/kernel/authority.js';
import { keyOf, type StreamName } from '../../domain/kernel/ids.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Directory } from './directory.js';
import type { LivedClock } from './lived-clock.js';
import type { OpenCases } from './open-cases.js';
import type { Planned } from './plan.js';
import { callerOf } from './takers.js';

export interface Life {
  readonly commands: Pick<Application, 'execute' | 'peek'>;
  readonly clock: LivedClock;
  readonly cases: OpenCases;
  readonly directory: Directory;
  readonly authority: Authority;
  /** Steps that the log has already, by their names, with the streams that they went to. */
  readonly done: ReadonlyMap<string, StreamName>;
  /** Called after each step with the number of them so far. */
  readonly onStep: (count: number) => void;
}

/** A step that could not be taken as it was meant: its story ends there. */
export interface Refused {
  readonly step: string;
  readonly rejection: Rejection;
}

/** How a step is named in the log, as the conversation that it belongs to. */
export const stepName = ({ story: { key }, index }: Pick<Planned, 'story' | 'index'>): string =>
  `sample/${key}/${index}`;

/**
 * Lives through steps in order, each at its own time on the clock, with the timers that pass between
 * them. A step that the log has already is passed over, so a life that was cut off goes on.
 */
export async function live(
  life: Life,
  steps: readonly Planned[],
  end: Instant,
): Promise<readonly Refused[]> {
  const streams = new Map<string, StreamName>();
  const refused = new Map<string, Refused>();
  for (const [count, planned] of steps.entries()) {
    const { key } = planned.story;
    await settleUntil(life, planned.step.at);
    life.clock.come(planned.step.at);
    if (!refused.has(key)) {
      const rejection = await takeStep(life, planned, streams);
      if (rejection !== undefined) refused.set(key, { step: stepName(planned), rejection });
    }
    life.onStep(count + 1);
  }
  await settleUntil(life, end);
  life.clock.come(end);
  return [...refused.values()];
}

const timekeeper = internalCaller('timekeeper');

async function settleUntil(life: Life, at: Instant): Promise<void> {
  for (let due = life.cases.firstDue(at); due !== undefined; due = life.cases.firstDue(at)) {
    life.clock.come(due.dueAt);
    const name = `sample/settle/${keyOf(due.stream)}/${due.dueAt}`;
    const result = await life.commands.execute({
      aggregate: 'case',
      target: keyOf(due.stream),
      operation: 'settle',
      body: {},
      caller: timekeeper,
      idempotencyKey: name,
      correlationId: name,
    });
    if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
    await look(life, due.stream);
  }
}

/** @returns why it was refused, if it was */
async function takeStep(
  life: Life,
  planned: Planned,
  streams: Map<string, StreamName>,
): Promise<Rejection | undefined> {
  const { story } = planned;
  const name = stepName(planned);
  const known = life.done.get(name);
  const stream = known ?? streams.get(story.key);
  const state = stream && (await look(life, stream));
  if (known !== undefined) {
    streams.set(story.key, known);
    return undefined;
  }
  const result = await life.commands.execute(dispatchOf(life, planned, state));
  if (!result.ok) return result.error;
  streams.set(story.key, result.value.stream);
  await look(life, result.value.stream);
  return undefined;
}

function dispatchOf(life: Life, planned: Planned, state: SubmittedCase | undefined): Dispatch {
  const { story, step } = planned;
  const name = stepName(planned);
  const seen = { reference: state?.header.reference ?? '', amounts: state?.amounts ?? {} };
  return {
    aggregate: 'case',
    target: state === undefined ? `${life.authority}/${story.service}` : seen.reference,
    operation: step.operation,
    body: typeof step.body === 'function' ? step.body(seen) : step.body,
    caller: callerOf({ ...life, state }, step),
    idempotencyKey: name,
    correlationId: name,
  };
}

/** The case as it stands, remembered for what falls due and who has it. */
async function look(life: Life, stream: StreamName): Promise<SubmittedCase | undefined> {
  const peeked = await life.commands.peek(stream, { caller: timekeeper });
  if (peeked === undefined) return undefined;
  if (!peeked.ok) throw new Error(`${stream}: ${peeked.error.message}`);
  const { state } = peeked.value;
  if (state.status === 'none') return undefined;
  life.cases.see(stream, state);
  return state;
}
