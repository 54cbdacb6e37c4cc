import { expect } from 'chai';
import { authority } from '../kernel/authority.js';
import type { Occasion } from '../kernel/decider.js';
import {
  referenceCommandSchemas,
  referenceDecider,
  referencePublished,
  referenceStream,
  type ReferenceBody,
  type ReferenceCommand,
  type ReferenceState,
} from './index.js';

const occasion = {} as Occasion;
const context = { set: 'fees' };

const tariff = (
  effectiveFrom: string,
  value: number,
  operation: 'publish' | 'correct' = 'publish',
) => {
  const body = {
    kind: 'tariff',
    effectiveFrom,
    value: {
      currency: 'INR',
      inputs: [{ name: 'size', type: 'text' }],
      rows: [{ key: ['small'], value }],
    },
    ...(operation === 'correct' && { reason: 'Misprint in the gazette' }),
  };
  const parsed = referenceCommandSchemas[operation].parse(body);
  return { operation, body: parsed } as ReferenceCommand;
};

const decide = (command: ReferenceCommand, state: ReferenceState) =>
  referenceDecider.decide(command, state, context);

const after = (...commands: readonly ReferenceCommand[]): ReferenceState =>
  commands.reduce<ReferenceState>((state, command) => {
    const decided = decide(command, state);
    if (!decided.ok) throw new Error(decided.error.message);
    return decided.value.reduce(
      (s, { event }) => referenceDecider.evolve(s, event, occasion),
      state,
    );
  }, referenceDecider.initialState);

const rejection = (command: ReferenceCommand, state: ReferenceState): string | undefined => {
  const decided = decide(command, state);
  return decided.ok ? undefined : decided.error.code;
};

describe('reference set', () => {
  it('keeps its entries in the order of their dates', () => {
    const state = after(tariff('2024-01-01', 100), tariff('2025-01-01', 200));
    expect(state).to.deep.include({ status: 'published', set: 'fees', kind: 'tariff' });
    expect(state.status === 'published' && state.entries.map((e) => e.effectiveFrom)).to.deep.equal(
      ['2024-01-01', '2025-01-01'],
    );
  });

  it('publishes what its event schema takes', () => {
    const decided = decide(tariff('2024-01-01', 100), referenceDecider.initialState);
    expect(decided.ok && referencePublished.schema.safeParse(decided.value[0]?.event.data).success)
      .to.be.true;
  });

  it('changes nothing when the same entry is published again', () => {
    const again = decide(tariff('2024-01-01', 100), after(tariff('2024-01-01', 100)));
    expect(again).to.deep.equal({ ok: true, value: [] });
  });

  it('refuses another entry from the same or an earlier date', () => {
    const state = after(tariff('2024-01-01', 100));
    expect(rejection(tariff('2024-01-01', 101), state)).to.equal('reference.date-taken');
    expect(rejection(tariff('2023-01-01', 101), state)).to.equal('reference.date-too-early');
  });

  it('corrects an entry in its place', () => {
    const state = after(
      tariff('2024-01-01', 100),
      tariff('2025-01-01', 200),
      tariff('2024-01-01', 110, 'correct'),
    );
    expect(state.status === 'published' && state.entries[0]?.value).to.deep.include({
      rows: [{ key: ['small'], value: 110 }],
    });
    expect(state.status === 'published' && state.entries).to.have.length(2);
  });

  it('refuses to correct an entry that it does not have', () => {
    expect(
      rejection(tariff('2024-01-02', 1, 'correct'), after(tariff('2024-01-01', 100))),
    ).to.equal('reference.entry-unknown');
    expect(rejection(tariff('2024-01-02', 1, 'correct'), referenceDecider.initialState)).to.equal(
      'reference.entry-unknown',
    );
  });

  it('has a stream of its own', () => {
    expect(referenceStream(authority('pb.amritsar'), 'fees')).to.equal(
      'reference-pb.amritsar-fees',
    );
  });

  it('holds entries of one kind only', () => {
    const body: ReferenceBody<'publish'> = referenceCommandSchemas.publish.parse({
      kind: 'code-list',
      effectiveFrom: '2026-01-01',
      value: { codes: [] },
    });
    expect(rejection({ operation: 'publish', body }, after(tariff('2024-01-01', 100)))).to.equal(
      'reference.kind-differs',
    );
  });
});
