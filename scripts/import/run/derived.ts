import { z } from 'zod';
import type { Dispatch } from '../../../commands/dispatch.js';
import { commandIdOf } from '../../../commands/pipeline/identity.js';
import type { Recorded } from '../../../domain/kernel/envelope.js';
import { streamName } from '../../../domain/kernel/ids.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import type { ImportApp, Peeked } from '../app.js';
import { RowFault, type RowView } from '../mapping/fill.js';
import type { DerivedStep } from '../mapping/steps.js';

/** A row whose amounts differ from what the rules had derived. */
export interface Correction {
  readonly line: number;
  readonly case: string;
  readonly reference: string;
  readonly label: string;
  readonly amounts: readonly ComparedAmount[];
}

/** In minor units. */
export interface ComparedAmount {
  readonly amount: string;
  readonly derived: number;
  readonly stated: number;
}

type Amounts = Readonly<Record<string, number>>;

export const hasPassed = ({ timers }: Peeked, timer: string, at: Instant): boolean =>
  timers.some(({ name, status, dueAt }) => name === timer && status === 'passed' && dueAt === at);

/** What the row says. @throws RowFault when it says nothing */
export const statedAmounts = ({ amounts }: DerivedStep, view: RowView): Amounts =>
  Object.fromEntries(
    amounts.map(([amount, fill]) => {
      const stated = fill(view);
      if (typeof stated === 'number') return [amount, stated];
      throw new RowFault(`The row does not state "${amount}".`);
    }),
  );

export const compare = (stated: Amounts, derived: Amounts): readonly ComparedAmount[] =>
  Object.entries(stated).map(([amount, value]) => ({
    amount,
    derived: derived[amount] ?? 0,
    stated: value,
  }));

const passedSchema = z.looseObject({ timer: z.string(), dueAt: z.string() });
const changesSchema = z.looseObject({
  amounts: z.array(z.looseObject({ amount: z.string(), before: z.int(), after: z.int() })),
});

/** A timer's passing that a row states. */
export interface Passing {
  readonly timer: string;
  readonly at: Instant;
}

const isOf = ({ type, data }: Recorded, { timer, at }: Passing): boolean => {
  const passed = type === 'case.timer-passed.v1' ? passedSchema.safeParse(data).data : undefined;
  return passed?.timer === timer && passed.dueAt === at;
};

const amountsIn = ({ data }: Recorded, moment: 'before' | 'after'): Amounts =>
  Object.fromEntries(
    (changesSchema.safeParse(data).data?.amounts ?? []).map((change) => [
      change.amount,
      change[moment],
    ]),
  );

/**
 * Amounts as a timer's passing left them, as far as an earlier run has written them: the present state may hold
 * what later rows and this row's own correction have made of them since.
 */
export async function leftBy(
  log: ImportApp['log'],
  passing: Passing,
  correction: Dispatch,
): Promise<Amounts> {
  const id = commandIdOf(correction);
  let amounts: Amounts = {};
  for await (const events of log.read(streamName(`case-${correction.target}`)))
    for (const event of events) {
      if (isOf(event, passing)) amounts = { ...amounts, ...amountsIn(event, 'after') };
      // What fell due was written along with the command, under its id.
      if (event.meta.commandId !== id || event.meta.origin === 'policy') continue;
      return { ...amountsIn(event, 'before'), ...amounts };
    }
  return amounts;
}
