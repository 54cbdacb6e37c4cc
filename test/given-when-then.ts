import { expect } from 'chai';
import type { Decider, Decision, DomainEvent } from '../domain/kernel/decider.js';
import type { Actor } from '../domain/kernel/envelope.js';
import { instant } from '../domain/kernel/instant.js';
import type { Rejection } from '../domain/kernel/rejection.js';
import type { Result } from '../domain/kernel/result.js';
import {
  foldDecisions,
  occasionOf,
  settleThenDecide,
  type Acting,
  type Decided,
} from '../domain/kernel/settle-then-decide.js';

/** An event that must have come out: its type, and whatever of its data matters to the spec. */
export interface ExpectedEvent {
  readonly type: string;
  readonly data?: object;
  /** RFC 3339; not looked at when absent. */
  readonly at?: string;
  /** Rule that caused it; `null`: no rule did. Not looked at when absent. */
  readonly rule?: string | null;
}

interface Past<State, Event extends DomainEvent, Context> {
  readonly state: State;
  /** Everything since the beginning, with the circumstances it happened in. */
  readonly history: readonly (readonly [Context, Decision<Event>])[];
  readonly outcome?: Result<Decided<State, Event>, Rejection>;
}

/**
 * A story told to a decider: what was given, what was done when, what then came out.
 * Every step is a new story; a rejected command can be looked at, but not gone on from.
 * After each command the whole history is folded again and must give the state that was returned.
 *
 * @example
 * storyOf(caseDecider, context)
 *   .when(submit).at('2024-03-01T10:00:00Z').as(clerk).when(resolve)
 *   .then({ type: 'case.acted.v1', data: { action: 'resolve' } }, { type: 'case.resolved.v1' });
 */
export class Story<State, Command, Event extends DomainEvent, Context extends Acting> {
  constructor(
    private readonly decider: Decider<State, Command, Event, Context>,
    readonly context: Context,
    private readonly past: Past<State, Event, Context> = {
      state: decider.initialState,
      history: [],
    },
  ) {}

  get state(): State {
    return this.past.state;
  }

  /** What the last command decided. */
  get decisions(): readonly Decision<Event>[] {
    return this.decided().decisions;
  }

  /** The last command's rejection. */
  get rejection(): Rejection {
    const { outcome } = this.past;
    if (outcome === undefined || outcome.ok) expect.fail('The last command was not rejected.');
    return outcome.error;
  }

  /** Facts of the past, as they happened at the story's present time. */
  given(...events: readonly Event[]): this {
    return this.append(events.map((event) => ({ event })));
  }

  /** Moves the clock. */
  at(now: string): this {
    return this.with({ now: instant(now) } as Partial<Context>);
  }

  /** Changes who acts. */
  as(actor: Actor): this {
    return this.with({ actor } as Partial<Context>);
  }

  with(changes: Partial<Context>): this {
    return this.next({ ...this.context, ...changes }, this.past);
  }

  when(command: Command): this {
    this.assertNotRejected();
    const outcome = settleThenDecide(this.decider, this.state, command, this.context);
    if (!outcome.ok) return this.next(this.context, { ...this.past, outcome });
    const after = this.append(outcome.value.decisions);
    expect(after.state, 'state folded from the events').to.deep.equal(outcome.value.state);
    expect(after.replayed(), 'state replayed from the beginning').to.deep.equal(after.state);
    return this.next(this.context, { ...after.past, outcome });
  }

  /** Exactly these events, in this order. */
  then(...expected: readonly ExpectedEvent[]): this {
    const actual = this.decisions.map((decision) => this.shown(decision));
    expect(actual.map(({ type }) => type)).to.deep.equal(expected.map(({ type }) => type));
    expected.forEach(({ at, ...event }, index) =>
      expect(actual[index]).to.containSubset(
        at === undefined ? event : { ...event, at: instant(at) },
      ),
    );
    return this;
  }

  thenNothing(): this {
    return this.then();
  }

  thenRejected(code: string, details: Partial<Record<keyof Rejection, unknown>> = {}): this {
    const { outcome } = this.past;
    if (outcome?.ok === true)
      expect.fail(`Not rejected: ${outcome.value.decisions.map(({ event }) => event.type).join()}`);
    expect(this.rejection).to.containSubset({ code, ...details });
    return this;
  }

  private decided(): Decided<State, Event> {
    const { outcome } = this.past;
    if (outcome === undefined) expect.fail('Nothing was commanded yet.');
    if (!outcome.ok) expect.fail(`Rejected: ${outcome.error.code}: ${outcome.error.message}`);
    return outcome.value;
  }

  private assertNotRejected(): void {
    if (this.past.outcome?.ok === false) this.decided();
  }

  private shown({ event, occurredAt = this.context.now, rule }: Decision<Event>) {
    return { type: event.type, data: event.data, at: occurredAt, rule: rule?.rule ?? null };
  }

  private append(decisions: readonly Decision<Event>[]): this {
    return this.next(this.context, {
      state: foldDecisions(this.decider, this.state, decisions, this.context),
      history: [...this.past.history, ...decisions.map((d) => [this.context, d] as const)],
    });
  }

  private replayed(): State {
    return this.past.history.reduce(
      (state, [context, decision]) =>
        this.decider.evolve(state, decision.event, occasionOf(context, decision)),
      this.decider.initialState,
    );
  }

  private next(context: Context, past: Past<State, Event, Context>): this {
    return new Story(this.decider, context, past) as this;
  }
}

/** Begins a story in which nothing has happened yet. */
export const storyOf = <State, Command, Event extends DomainEvent, Context extends Acting>(
  decider: Decider<State, Command, Event, Context>,
  context: Context,
): Story<State, Command, Event, Context> => new Story(decider, context);
