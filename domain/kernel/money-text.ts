import { LRUCache } from 'lru-cache';
import type { Money } from './money.js';
import { defineRejections, type Rejection } from './rejection.js';
import { ok, type Result } from './result.js';

const reject = defineRejections('money', {
  malformed: {
    kind: 'invalid',
    message: '"{text}" is no amount in {currency}: write it like {example}.',
  },
});

/**
 * Currencies with other than two decimals, by ISO 4217 (list one, 2024). Not asked of Intl, which
 * follows usage instead (no decimals for PKR, IDR or HUF) and changes with the version of Node:
 * a stored amount must mean the same for ever.
 */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
  3: 'BHD IQD JOD KWD LYD OMR TND'.split(' '),
  4: ['CLF', 'UYW'],
};

const digitsByCurrency = new Map(
  Object.entries(exceptions).flatMap(([digits, currencies]) =>
    currencies.map((currency) => [currency, Number(digits)] as const),
  ),
);

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => digitsByCurrency.get(currency) ?? 2;

/** The amount as plain decimal text: `-0.05`, `1200.00`. */
export function decimalText({ amount, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Reads plain decimal text exactly, `35.00` or `-3.5`: a point, no thousands separator, and no more
 * decimals than the currency has (zeros beyond them are fine).
 */
export function parseMoney(text: string, currency: string): Result<Money, Rejection> {
  const digits = minorDigits(currency);
  const amount = minorUnits(text, digits);
  if (Number.isSafeInteger(amount)) return ok({ amount, currency });
  const example = decimalText({ amount: 35 * 10 ** digits, currency });
  return reject('malformed', { text: text.slice(0, 40), currency, example });
}

/** NaN for text that is no decimal or has more decimals than fit. */
function minorUnits(text: string, digits: number): number {
  const match = /^(-?)(\d{1,16})(?:\.(\d{1,12}))?$/.exec(text);
  if (match === null) return NaN;
  const [, sign = '', whole = '', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(digits))) return NaN;
  const units = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  return sign === '-' && units !== 0 ? -units : units;
}

const formats = new LRUCache<string, Intl.NumberFormat>({ max: 500 });

function formatOf(currency: string, language: string): Intl.NumberFormat {
  const key = `${language}/${currency}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(key, format);
  return format;
}

/**
 * The amount as a language writes it, exactly: `€ 1,200.00`, `1.200,00 €`.
 *
 * @param language a BCP 47 tag
 * @throws RangeError when it is none.
 */
export const formatMoney = (money: Money, language: string): string =>
  formatOf(money.currency, language).format(decimalText(money) as Intl.StringNumericLiteral);
