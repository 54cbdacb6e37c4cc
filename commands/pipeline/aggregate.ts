import type { Decider, DomainEvent } from '../../domain/kernel/decider.js';
import type { CommandId, StreamName } from '../../domain/kernel/ids.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import type { Result } from '../../domain/kernel/result.js';
import type { Acting } from '../../domain/kernel/settle-then-decide.js';
import type { Subject } from '../access/check.js';
import type { AccessRule } from '../access/rules.js';
import type { Dispatch } from '../dispatch.js';
import type { Parsed } from './parse.js';

export type MaybePromise<T> = T | Promise<T>;

/** One command on its way through the pipeline. */
export interface Request<Command> {
  readonly dispatch: Dispatch;
  readonly command: Command;
  readonly commandId: CommandId;
  /** Of its body. */
  readonly hash: string;
}

/** A command meets a state. */
export interface Situation<State, Command> {
  readonly request: Request<Command>;
  readonly stream: StreamName;
  readonly state: State;
}

/** What the pipeline has to know of a kind of stream, beside its decider. */
export interface Aggregate<State, Command, Event extends DomainEvent, Context extends Acting> {
  /** `case`, `service`, …: the `aggregate` of a dispatch and the category of its streams. */
  readonly name: string;
  readonly decider: Decider<State, Command, Event, Context>;
  readonly parse: (operation: string, body: unknown) => Result<Parsed<Command>, Rejection>;
  /** Whether an operation makes a stream of its own, which must be new. */
  readonly creates: (operation: string) => boolean;
  /**
   * The stream of a command. For one that creates, `attempt` counts up from 0 while the names it
   * gave turn out to be taken.
   */
  readonly locate: (request: Request<Command>, attempt: number) => Result<StreamName, Rejection>;
  /** Operation → who may ask for it. */
  readonly access: Readonly<Record<string, AccessRule>>;
  /** Whose it is and who takes part in it; a rejection when there is nothing to act on. */
  readonly subject: (situation: Situation<State, Command>) => Result<Subject, Rejection>;
  /** All that the decider needs from outside its own stream. */
  readonly context: (
    situation: Situation<State, Command>,
    acting: Acting,
  ) => MaybePromise<Result<Context, Rejection>>;
  /** A command that asks for nothing but what is due; without it nothing ever falls due here. */
  readonly settling?: Command;
}
