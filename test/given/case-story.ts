import { expect } from 'chai';
import { caseEvents } from '../../domain/case/events.js';
import type { TimerSetting } from '../../domain/case/header.js';
import { authority } from '../../domain/kernel/authority.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { EventMeta, Recorded } from '../../domain/kernel/envelope.js';
import { commandId, eventId, streamName, type Position } from '../../domain/kernel/ids.js';
import { fromEpochMilliseconds, instant, type Instant } from '../../domain/kernel/instant.js';
import type { CaseData, CaseFactType } from '../../projections/case-facts.js';
import type { ProjectedEvent } from '../../projections/projection.js';

export const caseCodec = createCodec(caseEvents);

const uuid = (number: number): string =>
  `00000000-0000-5000-8000-${number.toString(16).padStart(12, '0')}`;

export const position = (number: number): Position =>
  number.toString().padStart(12, '0') as Position;

export const clerk = { id: 'staff-1', kind: 'staff', roles: ['clerk'] } as const;

/** Data that most stories leave as it is. */
const usual: { readonly [T in CaseFactType]?: Partial<CaseData<T>> } = {
  'case.submitted.v1': {
    service: 'complaint',
    version: 1,
    definedBy: authority('pb'),
    start: 'citizen',
    type: 'dogs',
    state: { code: 'new', kind: 'start' },
    office: 'animals',
    priority: 'normal',
    confidentiality: 'normal',
    language: 'en',
    channel: 'web',
    parties: [],
    places: [],
    answers: {},
    personalAnswers: {},
    documents: [],
    aliases: [],
    links: [],
    on: '2024-01-01',
    timers: [],
    amounts: [],
  },
  'case.acted.v1': {
    action: 'take',
    from: { code: 'new', kind: 'start' },
    to: { code: 'working', kind: 'normal' },
    timers: [],
    amounts: [],
    workingTime: 0,
  },
  'case.moved.v1': {
    timer: 'lapse',
    reason: 'lapsed',
    from: { code: 'working', kind: 'normal' },
    to: { code: 'lapsed', kind: 'end' },
    timers: [],
    workingTime: 0,
  },
  'case.timer-passed.v1': { kind: 'internal', amounts: [], timers: [] },
  'case.escalated.v1': {
    before: 0,
    after: 1,
    assignee: { before: null, after: null },
    priority: { before: 'normal', after: 'high' },
    timers: [],
  },
  'case.extended.v1': { reason: 'asked for', timers: [] },
  'case.reclassified.v1': { reason: 'wrong office', timers: [] },
};

const counted = { type: 'dogs', office: 'animals', on: '2024-01-02' };
const closing = {
  ...counted,
  outcome: 'settled',
  openedAt: '2024-01-01T09:00:00.000Z',
  dueAt: null,
  workingTime: 0,
  onTime: null,
};
const usualCounts: Readonly<Record<string, object>> = {
  'case.resolved.v1': closing,
  'case.closed.v1': { ...closing, resolvedAt: null },
  'case.reopened.v1': {
    ...counted,
    outcome: 'settled',
    closedAt: '2024-01-02T09:00:00.000Z',
    count: 1,
  },
  'case.outcome-changed.v1': counted,
};

type Running = Extract<TimerSetting, { readonly dueAt: Instant }>;

/** A timer setting: `timerSet('started', 'standard', '2024-01-12T17:00:00Z', { standard: true })`. */
export const timerSet = (
  change: Running['change'],
  timer: string,
  dueAt: string,
  rest: Partial<Pick<Running, 'kind' | 'standard'>> = {},
): Running => ({
  change,
  timer,
  kind: 'published',
  dueAt: instant(dueAt),
  source: 'service',
  ...rest,
});

type Told = Partial<
  Pick<EventMeta, 'actor' | 'origin' | 'rule' | 'authority' | 'office' | 'channel'>
> & {
  readonly at?: string;
  readonly recordedAt?: string;
};

let told = 0;

/**
 * Facts of one case in the order they are told, each checked against its schema.
 *
 * @example
 * new CaseStory('7Q2M4KXPZ').tell('case.submitted.v1').tell('case.acted.v1', { action: 'assign' })
 */
export class CaseStory {
  readonly recorded: Recorded[] = [];
  #at: Instant = instant('2024-01-01T09:00:00.000Z');

  constructor(readonly reference = '7Q2M4KXPZ') {}

  tell<T extends CaseFactType>(
    type: T,
    data: Partial<CaseData<T>> = {},
    envelope: Told = {},
  ): this {
    told += 1;
    const whole = {
      service: 'complaint',
      ...(type === 'case.submitted.v1' && { reference: this.reference }),
      ...usual[type],
      ...usualCounts[type],
      ...data,
    };
    const { at, recordedAt, ...meta } = envelope;
    this.#at = at === undefined ? this.#later() : instant(at);
    this.recorded.push({
      id: eventId(uuid(told)),
      stream: streamName(`case-${this.reference}`),
      revision: BigInt(this.recorded.length),
      position: position(told),
      type,
      data: caseCodec.encode({ type, data: whole }),
      meta: this.#meta(meta),
      recordedAt: recordedAt === undefined ? this.#at : instant(recordedAt),
    });
    return this;
  }

  /** As projections see them. */
  get events(): readonly ProjectedEvent[] {
    return this.recorded.map((event) => {
      const decoded = caseCodec.decode(event);
      expect(decoded).to.not.equal(undefined);
      return { ...event, ...decoded! };
    });
  }

  #later = (): Instant =>
    this.recorded.length === 0 ? this.#at : fromEpochMilliseconds(Date.parse(this.#at) + 60_000);

  #meta = (meta: Omit<Told, 'at' | 'recordedAt'>): EventMeta => ({
    actor: clerk,
    origin: 'actor',
    authority: authority('pb.amritsar'),
    channel: 'web',
    occurredAt: this.#at,
    commandId: commandId(uuid(told)),
    commandHash: '0'.repeat(32),
    correlationId: `conversation-${this.reference}`,
    ...meta,
  });
}
