import { expect } from 'chai';
import { act, apply, permit, submitted } from '../../test/given/case.js';

describe('amounts', () => {
  const clerk = { id: 'c', kind: 'staff', roles: ['clerk'] } as const;
  const fee = (area: unknown) =>
    permit()
      .when(apply(area === undefined ? {} : { answers: { area } }))
      .as(clerk)
      .when(act('set-fee'));

  it('come from the tariff in force on the key date', () => {
    fee(20).then({
      type: 'case.acted.v1',
      data: {
        amounts: [
          {
            amount: 'fee',
            before: 0,
            after: 9000,
            tariff: { set: 'fees', effectiveFrom: '1990-01-01', found: true },
          },
        ],
      },
    });
  });

  it('stay as they are where the tariff has no row, and the event says so', () => {
    fee(30).then({
      type: 'case.acted.v1',
      data: { amounts: [{ before: 0, after: 0, tariff: { found: false } }] },
    });
  });

  it('stay as they are without a tariff in force', () => {
    const none = permit((draft) => {
      const [effect] = draft.workflow.actions[1]!.effects as { value: { tariff: string } }[];
      effect!.value.tariff = 'nothing';
    });
    none
      .when(apply({ answers: { area: 10 } }))
      .as(clerk)
      .when(act('set-fee'))
      .then({
        type: 'case.acted.v1',
        data: { amounts: [{ after: 0, tariff: { effectiveFrom: null, found: false } }] },
      });
  });

  it('refuse what a rule can not tell', () => {
    fee(undefined).thenRejected('service.rule-without-value');
  });

  const changed = (change: string, value: string) =>
    permit((draft) => {
      draft.workflow.actions[1]!.effects = [
        { effect: 'amount', amount: 'fee', change: 'set', value: '500' },
        { effect: 'amount', amount: 'fee', change, value },
      ];
    })
      .when(apply())
      .as(clerk)
      .when(act('set-fee'));

  it('see in one action what was changed before', () => {
    expect(submitted(changed('subtract', 'amounts.fee - 100')).amounts).to.deep.equal({ fee: 100 });
    changed('add', '0').then({ type: 'case.acted.v1', data: { amounts: [{ after: 500 }] } });
  });

  it('stay within what can be reckoned with', () => {
    changed('add', String(Number.MAX_SAFE_INTEGER)).thenRejected('case.amount-out-of-range');
  });
});
