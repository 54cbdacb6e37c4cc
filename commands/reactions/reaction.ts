import type { DomainEvent } from '../../domain/kernel/decider.js';
import type { Recorded } from '../../domain/kernel/envelope.js';
import type { Dispatch } from '../dispatch.js';

/** A stored event in its newest version. */
export type CausingEvent = Omit<Recorded, 'type' | 'data'> & DomainEvent;

/** What a reaction asks for; who asks, why and under which key follows from the event. */
export type Consequence = Pick<Dispatch, 'aggregate' | 'operation' | 'target' | 'body'>;

/**
 * Event → commands to other streams. A pure function of the event, so that an event delivered again
 * gives the same commands, which the pipeline then knows.
 */
export interface Reaction {
  /** kebab-case; names its checkpoint and its caller for good. */
  readonly name: string;
  /** Types it looks at. */
  readonly on: readonly string[];
  /** Its effects leave Charter: nothing happens for what an import brought. */
  readonly outside: boolean;
  /** Rejections that say that it is so already. */
  readonly already: readonly string[];
  readonly react: (event: CausingEvent) => readonly Consequence[];
}

/** The actor id of a reaction's commands. */
export const reactorOf = ({ name }: Pick<Reaction, 'name'>): string => `reaction:${name}`;
