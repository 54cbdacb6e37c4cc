import { table } from '../scripts/cli/output.js';
import type { Measured } from './samples.js';

/** One line of the bench: a figure, beside what the machine allows without Charter where there is such a thing. */
export interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** Of the repetitions, in per cent of the median: from the slowest to the fastest. */
  readonly spread?: number | undefined;
  /** Milliseconds. */
  readonly p50?: number | undefined;
  readonly p99?: number | undefined;
  /** The same work done bare, in the same unit and the same run. */
  readonly bare?: number | undefined;
  /** What is to be reached, and whether it was. */
  readonly goal?: Goal | undefined;
}

export interface Goal {
  readonly text: string;
  readonly met: boolean;
}

export const atLeast = (value: number, goal: number, unit: string): Goal => ({
  text: `≥ ${goal.toLocaleString('en')} ${unit}`.trim(),
  met: value >= goal,
});

export const below = (value: number, goal: number, unit: string): Goal => ({
  text: `< ${goal.toLocaleString('en')} ${unit}`.trim(),
  met: value < goal,
});

/** A goal that says how much of the bare rate is to be reached. */
export const ofBare = ({ perSecond }: Pick<Measured, 'perSecond'>, bare: number, goal: number) => ({
  text: `≥ ${goal} of bare`,
  met: perSecond / bare >= goal,
});

export const measuredLine = (
  name: string,
  unit: string,
  { perSecond, p50, p99, spread }: Measured,
  more: Pick<Line, 'bare' | 'goal'> = {},
): Line => ({ name, value: perSecond, unit, p50, p99, spread, ...more });

export const ratioOf = ({ value, bare }: Line): number | undefined =>
  bare === undefined ? undefined : value / bare;

const figure = (value: number | undefined): string =>
  value === undefined
    ? ''
    : Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });

const goalText = ({ goal }: Line): string =>
  goal === undefined ? '' : `${goal.text}: ${goal.met ? 'met' : 'missed'}`;

/** The lines for people. */
export const tableOf = (lines: readonly Line[]): string =>
  table([
    ['line', 'value', 'unit', 'spread %', 'p50 ms', 'p99 ms', 'bare', 'ratio', 'goal'],
    ...lines.map((line) => [
      line.name,
      figure(line.value),
      line.unit,
      line.spread === undefined ? '' : String(Math.round(line.spread)),
      figure(line.p50),
      figure(line.p99),
      figure(line.bare),
      ratioOf(line)?.toFixed(2) ?? '',
      goalText(line),
    ]),
  ]);
