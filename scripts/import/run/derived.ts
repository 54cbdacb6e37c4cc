import { z } from 'zod';
import type { Dispatch } from '../../../commands/dispatch.js';
import { commandIdOf } from '../../../commands/pipeline/identity.js';
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

const changesSchema = z.looseObject({
  amounts: z.array(z.looseObject({ amount: z.string(), before: z.int() })),
});

/** Amounts as they were before this correction, if an earlier run has made it: the state holds it already. */
export async function correctedBefore(
  log: ImportApp['log'],
  correction: Dispatch,
): Promise<Amounts | undefined> {
  const id = commandIdOf(correction);
  for await (const events of log.read(streamName(`case-${correction.target}`)))
    for (const { meta, data } of events) {
      // What fell due was written along with the command, under its id.
      if (meta.commandId !== id || meta.origin === 'policy') continue;
      const changes = changesSchema.safeParse(data).data?.amounts ?? [];
      return Object.fromEntries(changes.map(({ amount, before }) => [amount, before]));
    }
  return undefined;
}
