import { expect } from 'chai';
import fc from 'fast-check';
import { decimalText, formatMoney, minorDigits, parseMoney } from './money-text.js';
import {
  add,
  allocate,
  compare,
  moneySchema,
  multiply,
  percent,
  roundings,
  subtract,
  sum,
  type Money,
  type Rounding,
} from './money.js';
import type { Rejection } from './rejection.js';
import type { Result } from './result.js';

const euro = (amount: number): Money => ({ amount, currency: 'EUR' });
const yen = (amount: number): Money => ({ amount, currency: 'JPY' });

const given = <T>(result: Result<T, Rejection>): T => {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};
const code = (result: Result<unknown, Rejection>): string => (result.ok ? 'ok' : result.error.code);

const amount = fc.integer({ min: -1e12, max: 1e12 });
const rounding = fc.constantFrom(...roundings);

describe('money', () => {
  it('adds, subtracts, compares and sums amounts of one currency', () => {
    expect(add(euro(150), euro(250))).to.eql({ ok: true, value: euro(400) });
    expect(subtract(euro(150), euro(250))).to.eql({ ok: true, value: euro(-100) });
    expect(compare(euro(1), euro(2))).to.eql({ ok: true, value: -1 });
    expect(compare(euro(2), euro(2))).to.eql({ ok: true, value: 0 });
    expect(compare(euro(3), euro(2))).to.eql({ ok: true, value: 1 });
    expect(sum([euro(1), euro(2), euro(3)], 'EUR')).to.eql({ ok: true, value: euro(6) });
    expect(sum([], 'EUR')).to.eql({ ok: true, value: euro(0) });
  });

  it('refuses to mix currencies', () => {
    const mixed = [add, subtract, compare].map((operation) => operation(euro(1), yen(1)));
    for (const result of [...mixed, sum([euro(1), yen(1)], 'EUR')])
      expect(code(result)).to.equal('money.currencies');
  });

  it('refuses results that are not exact', () => {
    const most = euro(Number.MAX_SAFE_INTEGER);
    expect(code(add(most, euro(1)))).to.equal('money.range');
    expect(code(sum([most, most], 'EUR'))).to.equal('money.range');
    expect(code(multiply(most, { numerator: 2, denominator: 1 }, 'down'))).to.equal('money.range');
  });

  it('is whole minor units of a currency code', () => {
    expect(moneySchema.safeParse(euro(1)).success).to.equal(true);
    expect(moneySchema.safeParse(euro(1.5)).success).to.equal(false);
    expect(moneySchema.safeParse({ amount: 1, currency: 'eur' }).success).to.equal(false);
  });

  const halves: readonly (readonly [number, Readonly<Record<Rounding, number>>])[] = [
    [5, { 'half-even': 2, 'half-up': 3, down: 2, up: 3 }],
    [7, { 'half-even': 4, 'half-up': 4, down: 3, up: 4 }],
    [-5, { 'half-even': -2, 'half-up': -3, down: -2, up: -3 }],
    [-7, { 'half-even': -4, 'half-up': -4, down: -3, up: -4 }],
    [4, { 'half-even': 2, 'half-up': 2, down: 2, up: 2 }],
  ];
  for (const [units, expected] of halves)
    for (const mode of roundings)
      it(`rounds half of ${units} to ${expected[mode]} (${mode})`, () => {
        const half = multiply(euro(units), { numerator: 1, denominator: 2 }, mode);
        expect(given(half)).to.eql(euro(expected[mode]));
      });

  const thirds: readonly (readonly [number, Rounding, number])[] = [
    [1, 'half-up', 0],
    [2, 'half-up', 1],
    [-2, 'half-even', -1],
    [1, 'up', 1],
    [-2, 'down', 0],
  ];
  for (const [units, mode, expected] of thirds)
    it(`rounds a third of ${units} to ${expected} (${mode})`, () => {
      const third = multiply(euro(units), { numerator: 1, denominator: 3 }, mode);
      expect(given(third)).to.eql(euro(expected));
    });

  it('takes a percentage as it is written', () => {
    expect(given(percent(euro(10_000), '7.7', 'half-up'))).to.eql(euro(770));
    expect(given(percent(euro(999), '12.5', 'half-even'))).to.eql(euro(125));
    expect(given(percent(euro(100), '-10', 'down'))).to.eql(euro(-10));
    for (const text of ['', '7,5', '7.5%', 'ten', '1e2', '1234567', '1.123456789'])
      expect(code(percent(euro(1), text, 'down')), text).to.equal('money.percentage');
  });

  it('refuses ratios that are none', () => {
    for (const [numerator, denominator] of [
      [1, 0],
      [1, -2],
      [0.5, 1],
      [1, 2.5],
      [NaN, 1],
    ] as const)
      expect(code(multiply(euro(1), { numerator, denominator }, 'down'))).to.equal('money.ratio');
  });

  it('rounds to a neighbour of the exact value, and down and up enclose it', () => {
    const denominator = fc.integer({ min: 1, max: 10_000 });
    const numerator = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(amount, numerator, denominator, rounding, (units, top, bottom, mode) => {
        const times = (by: Rounding) =>
          given(multiply(euro(units), { numerator: top, denominator: bottom }, by)).amount;
        const [down, up] = [times('down'), times('up')];
        expect(Math.abs(up - down)).to.be.at.most(1);
        expect([down, up]).to.include(times(mode));
        const product = BigInt(units) * BigInt(top);
        expect(BigInt(down) * BigInt(bottom) === product).to.equal(down === up);
      }),
    );
  });

  it('adds and subtracts back to where it began', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(given(subtract(given(add(euro(a), euro(b))), euro(b)))).to.eql(euro(a));
      }),
    );
  });
});

describe('allocating money', () => {
  it('gives what is left to the largest remainders, earlier first', () => {
    const shares = (units: number, weights: readonly number[]) =>
      given(allocate(euro(units), weights)).map((share) => share.amount);
    expect(shares(100, [1, 1, 1])).to.eql([34, 33, 33]);
    expect(shares(5, [3, 7])).to.eql([2, 3]);
    expect(shares(-100, [1, 1, 1])).to.eql([-34, -33, -33]);
    expect(shares(2, [0, 1, 0])).to.eql([0, 2, 0]);
    expect(shares(0, [1, 2])).to.eql([0, 0]);
  });

  it('loses no unit and strays from the exact share by less than one', () => {
    const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(amount, weights, (units, parts) => {
        const total = parts.reduce((a, b) => a + b, 0);
        fc.pre(total > 0);
        const shares = given(allocate(euro(units), parts));
        expect(given(sum(shares, 'EUR'))).to.eql(euro(units));
        shares.forEach((share, index) => {
          const off = BigInt(share.amount) * BigInt(total) - BigInt(units) * BigInt(parts[index]!);
          expect(off < BigInt(total) && off > -BigInt(total)).to.equal(true);
        });
      }),
    );
  });

  it('refuses weights that divide nothing', () => {
    const most = Number.MAX_SAFE_INTEGER;
    for (const weights of [
      [],
      [0, 0],
      [1, -1],
      [0.5],
      [most, most],
      new Array<number>(10_001).fill(1),
    ])
      expect(code(allocate(euro(1), weights))).to.equal('money.weights');
  });
});

describe('money as text', () => {
  const readings: readonly (readonly [string, string, number])[] = [
    ['35.00', 'EUR', 3500],
    ['35', 'EUR', 3500],
    ['35.5', 'EUR', 3550],
    ['-0.05', 'EUR', -5],
    ['-0.00', 'EUR', 0],
    ['35.000', 'EUR', 3500],
    ['1.005', 'KWD', 1005],
    ['1200', 'JPY', 1200],
    ['1200.0', 'JPY', 1200],
    ['0.10', 'PKR', 10],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
  ];
  for (const [text, currency, expected] of readings)
    it(`reads ${text} ${currency} as ${expected} minor units`, () => {
      expect(parseMoney(text, currency)).to.eql({
        ok: true,
        value: { amount: expected, currency },
      });
    });

  for (const text of [
    '',
    '35,00',
    '1,200.00',
    '35.005',
    '.5',
    '5.',
    '+5',
    '1e3',
    ' 5',
    '90071992547409.92',
    '9'.repeat(50),
  ])
    it(`refuses "${text.slice(0, 20)}" in euros and shows how`, () => {
      const result = parseMoney(text, 'EUR');
      expect(!result.ok && result.error.message).to.match(/write it like 35\.00/);
    });

  it('refuses decimals of a currency that has none', () => {
    const result = parseMoney('12.50', 'JPY');
    expect(!result.ok && result.error.message).to.match(/write it like 35\./);
  });

  it('knows the decimals of a currency', () => {
    const digits = ['EUR', 'INR', 'PKR', 'HUF', 'JPY', 'KWD', 'IQD', 'CLF'].map(minorDigits);
    expect(digits).to.eql([2, 2, 2, 2, 0, 3, 3, 4]);
  });

  it('writes what it reads', () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'),
        (units, currency) => {
          const of = { amount: units || 0, currency };
          expect(given(parseMoney(decimalText(of), currency))).to.eql(of);
        },
      ),
    );
  });

  it('writes amounts as a language does, to the last unit', () => {
    const plain = (text: string) => text.replace(/\s/g, ' ');
    expect(plain(formatMoney(euro(120_000), 'en'))).to.equal('€1,200.00');
    expect(plain(formatMoney(euro(120_000), 'de'))).to.equal('1.200,00 €');
    expect(plain(formatMoney({ amount: 12_345_678, currency: 'INR' }, 'en-IN'))).to.equal(
      '₹1,23,456.78',
    );
    expect(plain(formatMoney(yen(1200), 'en'))).to.equal('¥1,200');
    expect(plain(formatMoney({ amount: 150, currency: 'PKR' }, 'en'))).to.equal('PKR 1.50');
    expect(plain(formatMoney(euro(Number.MAX_SAFE_INTEGER), 'en'))).to.equal(
      '€90,071,992,547,409.91',
    );
  });
});
