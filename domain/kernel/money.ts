import { z } from 'zod';
import { defineRejections, type Rejection } from './rejection.js';
import { ok, type Result } from './result.js';

/** An amount in integer minor units (cents, paise) of an ISO 4217 currency. */
export const moneySchema = z.strictObject({
  amount: z.int(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be a currency (ISO 4217), like "INR"'),
});
export type Money = z.infer<typeof moneySchema>;

/**
 * What becomes of a fraction of a minor unit. `down` is towards zero, `up` away from it;
 * a half goes to the even neighbour (`half-even`) or away from zero (`half-up`).
 */
export const roundings = ['half-even', 'half-up', 'down', 'up'] as const;
export type Rounding = (typeof roundings)[number];

/** A factor without loss: 7.5 % is 75 / 1000. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

const reject = defineRejections('money', {
  currencies: { kind: 'invalid', message: 'Amounts in {a} and {b} do not go together.' },
  range: { kind: 'invalid', message: 'The amount is beyond ±90 million million minor units.' },
  ratio: { kind: 'invalid', message: 'A ratio has whole numbers and a denominator above zero.' },
  percentage: { kind: 'invalid', message: '"{text}" is no percentage: write it like 7.5.' },
  weights: {
    kind: 'invalid',
    message: 'An amount is divided by 1 to {most} whole numbers, none negative, not all zero.',
  },
});

type MoneyResult<T = Money> = Result<T, Rejection>;

function money(amount: bigint, currency: string): MoneyResult {
  const value = Number(amount);
  return Number.isSafeInteger(value) ? ok({ amount: value, currency }) : reject('range');
}

const differs = (a: Money, b: Money) => reject('currencies', { a: a.currency, b: b.currency });

/** Sum of two amounts of one currency. */
export const add = (a: Money, b: Money): MoneyResult =>
  a.currency === b.currency
    ? money(BigInt(a.amount) + BigInt(b.amount), a.currency)
    : differs(a, b);

/** Difference of two amounts of one currency; may be negative. */
export const subtract = (a: Money, b: Money): MoneyResult =>
  a.currency === b.currency
    ? money(BigInt(a.amount) - BigInt(b.amount), a.currency)
    : differs(a, b);

/** -1, 0 or 1 as the first is less than, equal to or more than the second. */
export const compare = (a: Money, b: Money): MoneyResult<-1 | 0 | 1> =>
  a.currency === b.currency ? ok(Math.sign(a.amount - b.amount) as -1 | 0 | 1) : differs(a, b);

/** Sum of any number of amounts; of none it is zero. */
export function sum(amounts: readonly Money[], currency: string): MoneyResult {
  const stranger = amounts.find((amount) => amount.currency !== currency);
  if (stranger !== undefined) return differs(stranger, { amount: 0, currency });
  return money(
    amounts.reduce((total, { amount }) => total + BigInt(amount), 0n),
    currency,
  );
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** Whether a remainder takes the truncated quotient one step away from zero. */
function roundsAway(quotient: bigint, remainder: bigint, divisor: bigint, rounding: Rounding) {
  const half = magnitude(remainder) * 2n - divisor;
  switch (rounding) {
    case 'down':
      return false;
    case 'up':
      return remainder !== 0n;
    case 'half-up':
      return half >= 0n;
    case 'half-even':
      return half > 0n || (half === 0n && quotient % 2n !== 0n);
  }
}

function divide(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  if (!roundsAway(quotient, remainder, divisor, rounding)) return quotient;
  return dividend < 0n ? quotient - 1n : quotient + 1n;
}

/** An amount times a ratio, rounded once, at the end. */
export function multiply(of: Money, ratio: Ratio, rounding: Rounding): MoneyResult {
  const { numerator, denominator } = ratio;
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    return reject('ratio');
  const product = BigInt(of.amount) * BigInt(numerator);
  return money(divide(product, BigInt(denominator), rounding), of.currency);
}

/**
 * A percentage of an amount.
 *
 * @param percentage decimal text, so that 7.7 means 7.7: at most 6 digits before and 8 after the point
 */
export function percent(of: Money, percentage: string, rounding: Rounding): MoneyResult {
  if (!/^-?\d{1,6}(\.\d{1,8})?$/.test(percentage))
    return reject('percentage', { text: percentage.slice(0, 40) });
  const [, fraction = ''] = percentage.split('.');
  const numerator = Number(percentage.replace('.', ''));
  return multiply(of, { numerator, denominator: 100 * 10 ** fraction.length }, rounding);
}

const maxShares = 10_000;

/**
 * Divides an amount in proportion to weights without losing a unit: each share is its exact part
 * cut towards zero, and what is left goes, unit by unit, to the largest remainders, earlier first.
 */
export function allocate(of: Money, weights: readonly number[]): MoneyResult<readonly Money[]> {
  const total = weights.reduce((all, weight) => all + weight, 0);
  const usable = weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0);
  if (!usable || weights.length > maxShares || !Number.isSafeInteger(total) || total === 0)
    return reject('weights', { most: maxShares });
  const divisor = BigInt(total);
  const exact = weights.map((weight) => magnitude(BigInt(of.amount)) * BigInt(weight));
  const shares = exact.map((part) => part / divisor);
  const left = Number(magnitude(BigInt(of.amount)) - shares.reduce((a, b) => a + b, 0n));
  const favoured = new Set(
    exact
      .map((part, index) => ({ index, remainder: part % divisor }))
      .sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  const sign = of.amount < 0 ? -1 : 1;
  return ok(
    shares.map((share, index) => ({
      amount: sign * (Number(share) + (favoured.has(index) ? 1 : 0)) || 0,
      currency: of.currency,
    })),
  );
}
