import { expect } from 'chai';
import type { ActorKind } from '../../domain/kernel/envelope.js';
import type { HistoryStep } from './model.js';
import { historyFor } from './visible.js';

const at = '2026-03-02T04:00:00.000Z' as HistoryStep['at'];
const step = (
  revision: number,
  actor: HistoryStep['actor'],
  rest: Partial<HistoryStep>,
): HistoryStep => ({
  revision,
  activity: 'acted',
  at,
  recordedAt: at,
  actor,
  origin: 'actor',
  channel: 'web',
  audience: 'parties',
  ...rest,
});
const asha = { id: 'asha', kind: 'citizen', roles: [] } as const;
const balu = { id: 'balu', kind: 'staff', roles: ['field-worker'] } as const;
const timers = [{ change: 'ended', timer: 'working', by: 'action' }] as const;

const steps = [
  step(0, asha, { comment: 'A hole', documents: ['hole.jpg'] }),
  step(1, balu, { audience: 'internal', comment: 'Needs a lorry' }),
  step(2, balu, { comment: 'Filled', reason: 'promised', timers }),
  step(3, { ...balu, id: 'gita', onBehalfOf: 'asha' }, { comment: 'She called' }),
];
const seenBy = (kind: ActorKind, id: string, roles: readonly string[] = []) =>
  historyFor({ actor: { kind, id, roles } }, steps);

describe('a history as one reader may see it', () => {
  it('is whole to those who work on the case', () => {
    expect(seenBy('staff', 'vikram', ['supervisor'])).to.deep.equal(steps);
    expect(seenBy('staff', 'leela', ['auditor'])).to.deep.equal(steps);
  });

  it('names nobody but themselves to a party, and keeps the inner workings', () => {
    const seen = seenBy('citizen', 'asha');
    expect(seen.map(({ revision }) => revision)).to.deep.equal([0, 2, 3]);
    expect(seen.map(({ actor }) => actor.id)).to.deep.equal(['asha', undefined, 'gita']);
    expect(seen[1]).to.deep.equal({
      ...{ revision: 2, activity: 'acted', at, recordedAt: at, origin: 'actor', channel: 'web' },
      ...{ audience: 'parties', comment: 'Filled', reason: 'promised', actor: { kind: 'staff' } },
    });
  });

  it('is known to whoever acts for a party as to the party', () => {
    const actor = { kind: 'citizen', id: 'son', roles: [], onBehalfOf: 'asha' } as const;
    const ids = historyFor({ actor }, steps).map((each) => each.actor.id);
    expect(ids).to.deep.equal(['asha', undefined, 'gita']);
  });

  it('tells analysts what happened, neither who did it nor what they wrote', () => {
    const seen = seenBy('staff', 'nandini', ['analyst']);
    expect(seen).to.have.length(4);
    for (const each of seen) {
      expect(each).not.to.have.any.keys('comment', 'reason', 'documents');
      expect(each.actor).to.have.all.keys('kind');
    }
  });

  it('shows vendors who did what, but no inner steps', () => {
    const seen = seenBy('vendor', 'acme');
    expect(seen.map(({ actor }) => actor.id)).to.deep.equal(['asha', 'balu', 'gita']);
  });

  it('has nothing for the public but what is meant for it', () => {
    expect(seenBy('public', 'anyone')).to.deep.equal([]);
  });

  it('names nobody of another kind to a reader of the same id', () => {
    const twin = seenBy('citizen', 'balu');
    expect(twin.map(({ actor }) => actor.id)).to.deep.equal(twin.map(() => undefined));
  });
});
