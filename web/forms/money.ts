import { decimalText, minorDigits } from '../../domain/kernel/money-text.js';

/** An amount as it may be typed: `250.50`, or `250` in a currency without decimals. */
export const exampleOf = (currency: string): string => {
  const digits = minorDigits(currency);
  return decimalText({ amount: digits === 0 ? 250 : 2505 * 10 ** (digits - 1), currency });
};

/** `₹` of `INR`. */
export const symbolOf = (currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? currency;
