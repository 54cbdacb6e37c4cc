import { expect } from 'chai';
import type { Dispatch } from '../../../commands/dispatch.js';
import { commandIdOf } from '../../../commands/pipeline/identity.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { instant } from '../../../domain/kernel/instant.js';
import type { ImportApp } from '../app.js';
import { leftBy } from './derived.js';

const at = instant('2006-10-13T22:00:00Z');
const correction = {
  aggregate: 'case',
  operation: 'act',
  target: '7Q2M4KXPZ',
  idempotencyKey: 'import/x/4/0',
  caller: { actor: { id: 'officer', kind: 'staff', roles: [] } },
} as unknown as Dispatch;

const changed = (amount: string, before: number, after: number) => ({ amount, before, after });
const passed = (dueAt = at as string) => ({
  type: 'case.timer-passed.v1',
  data: { timer: 'penalty', dueAt, amounts: [changed('fine', 3500, 7150)] },
  meta: { commandId: 'other', origin: 'policy' },
});
const acted = (commandId: string, before: number, after: number) => ({
  type: 'case.acted.v1',
  data: { action: 'correct-penalty', amounts: [changed('fine', before, after)] },
  meta: { commandId, origin: 'import' },
});

const left = (...events: readonly object[]) => {
  const log = {
    read: async function* () {
      yield await Promise.resolve(events as readonly Recorded[]);
    },
  } as unknown as ImportApp['log'];
  return leftBy(log, { timer: 'penalty', at }, correction);
};

describe('amounts that a timer left, when a row about it is taken again', () => {
  it('are those of its passing, whatever later rows have made of them', async () => {
    expect(await left(passed(), acted('later', 7150, 9000))).to.deep.equal({ fine: 7150 });
  });

  it('are those from before the row was corrected', async () => {
    const own = commandIdOf(correction);
    expect(await left(passed(), acted(own, 7150, 7200))).to.deep.equal({ fine: 7150 });
    expect(await left(acted(own, 3500, 7200))).to.deep.equal({ fine: 3500 });
  });

  it('are not known from the log where nothing of it is written yet', async () => {
    expect(await left(acted('earlier', 0, 3500))).to.deep.equal({});
    expect(await left(passed('2005-01-01T00:00:00.000Z'))).to.deep.equal({});
  });
});
