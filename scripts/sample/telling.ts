import type { CaseOperation } from '../../domain/case/commands.js';
import type { Channel } from '../../domain/kernel/envelope.js';
import type { Instant } from '../../domain/kernel/instant.js';
import { awake, later, workLater, type Lifetime } from './lifetime.js';
import type { Random } from './random.js';
import type { Step, Story, Taker } from './story.js';

/** Tells a story step by step: waits, then lets somebody do something. */
export class Telling {
  readonly #steps: Step[] = [];
  #at: Instant;

  constructor(
    private readonly life: Lifetime,
    private readonly random: Random,
    begin: Instant,
  ) {
    this.#at = begin;
  }

  get at(): Instant {
    return this.#at;
  }

  /** Whoever began it. @throws RangeError before the first step */
  get author(): Taker {
    const [first] = this.#steps;
    if (first === undefined) throw new RangeError('Nothing happened yet');
    return first.by;
  }

  /** Some working hours pass. */
  work(least: number, most: number): this {
    this.#at = workLater(this.life, this.#at, this.random.between(least, most));
    return this;
  }

  /** Some hours pass until a resident finds the time. */
  wait(least: number, most: number): this {
    const at = later(this.#at, this.random.between(least, most));
    this.#at = awake(this.life, at, this.random);
    return this;
  }

  /** So many hours pass, whatever the time of day. */
  pass(hours: number): this {
    this.#at = later(this.#at, hours);
    return this;
  }

  /** The story goes on at a moment, unless it has come further already. */
  until(moment: Instant): this {
    if (moment > this.#at) this.#at = moment;
    return this;
  }

  do(by: Taker, operation: CaseOperation, body: Step['body'], channel: Channel = 'web'): this {
    this.#steps.push({ at: this.#at, by, operation, body, channel });
    return this;
  }

  act(by: Taker, action: string, rest: Readonly<Record<string, unknown>> = {}): this {
    return this.do(by, 'act', { action, ...rest }, by.kind === 'for-party' ? 'counter' : 'web');
  }

  /** @throws RangeError when nothing was told */
  story(key: string, service: string): Story {
    const [first, ...rest] = this.#steps;
    if (first === undefined) throw new RangeError(`Nothing happens in ${key}`);
    return { key, service, steps: [first, ...rest] };
  }
}

export const role = (code: string): Taker => ({ kind: 'role', role: code });
export const citizen = (id: string): Taker => ({ kind: 'citizen', id });
export const staff = (id: string): Taker => ({ kind: 'staff', id });
export const vendor = (id: string, otherwise: string): Taker => ({ kind: 'vendor', id, otherwise });
/** At the counter, for somebody without an account. */
export const forParty = (code: string, party = 'p1'): Taker => ({
  kind: 'for-party',
  role: code,
  party,
});
