import type { RuleReference } from '../kernel/envelope.js';
import type { Instant, PlainDate } from '../kernel/instant.js';
import { localDate } from '../kernel/calendar/index.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { RuleFacts } from '../service/compiled.js';
import type { Effect } from '../service/schema/index.js';
import type { CaseContext } from './context.js';
import { dueOf } from './due.js';
import type { AmountChange } from './header.js';
import type { Moment } from './moment.js';
import { reject } from './rejections.js';
import type { SubmittedCase } from './state.js';

type AmountEffect = Extract<Effect, { effect: 'amount' }>;
type TariffValue = Exclude<AmountEffect['value'], string>;

/** Where an amount is to change: a case at a moment, and what rules may know of it. */
export interface AmountScene {
  readonly context: CaseContext;
  readonly moment: Moment;
  readonly state: SubmittedCase;
  readonly facts: () => RuleFacts;
  /** When the timer that causes it was due. */
  readonly due?: Instant;
}

/** The amounts' changes in order; each rule sees those before it. Unchanged amounts are left out. */
export function amountChanges(
  scene: AmountScene,
  effects: readonly Effect[],
): Result<AmountChange[], Rejection> {
  const changes: AmountChange[] = [];
  let amounts = scene.state.amounts;
  for (const effect of effects) {
    if (effect.effect !== 'amount') continue;
    const change = changeOf(scene, effect, amounts);
    if (!change.ok) return change;
    if (change.value === undefined) continue;
    changes.push(change.value);
    amounts = { ...amounts, [effect.amount]: change.value.after };
  }
  return ok(changes);
}

function changeOf(
  scene: AmountScene,
  { amount, change, value }: AmountEffect,
  amounts: Readonly<Record<string, number>>,
): Result<AmountChange | undefined, Rejection> {
  const before = amounts[amount] ?? 0;
  const facts = { ...scene.facts(), amounts };
  const apply = {
    set: (x: number) => x,
    add: (x: number) => before + x,
    subtract: (x: number) => before - x,
  }[change];
  if (typeof value !== 'string') return fromTariff(scene, value, facts, { amount, before, apply });
  const number = scene.context.service.number(value, facts);
  if (!number.ok) return number;
  const after = apply(number.value);
  if (!Number.isSafeInteger(after)) return reject('amount-out-of-range', { amount });
  return ok(after === before ? undefined : { amount, before, after });
}

interface Pending {
  readonly amount: string;
  readonly before: number;
  readonly apply: (value: number) => number;
}

/** A tariff without a row for the key leaves the amount, and the change says that none was found. */
function fromTariff(
  scene: AmountScene,
  { tariff, keyDate, key }: TariffValue,
  facts: RuleFacts,
  { amount, before, apply }: Pending,
): Result<AmountChange, Rejection> {
  const inputs: Record<string, string | number> = {};
  for (const [name, rule] of Object.entries(key)) {
    const input = scene.context.service.value(rule, facts);
    if (!input.ok) return input;
    inputs[name] = input.value;
  }
  const answer = scene.context.reference.tariff(tariff, dateOf(scene, keyDate), inputs);
  const found = answer?.value !== undefined;
  return ok({
    amount,
    before,
    after: answer?.value === undefined ? before : apply(answer.value),
    tariff: { set: tariff, effectiveFrom: answer?.effectiveFrom ?? null, found },
  });
}

/** The date that chooses a tariff's entry; where nothing has a due time, the day itself. */
function dateOf(
  { state, moment, context, due }: AmountScene,
  keyDate: TariffValue['keyDate'],
): PlainDate {
  if (keyDate === 'opened') return state.header.openedOn;
  if (keyDate === 'occurred') return moment.on;
  const dueAt = due ?? dueOf(context.service, moment, state);
  return dueAt === null ? moment.on : localDate(dueAt, moment.calendar.zone);
}

/** A rule with the tariff entries that it took amounts from. */
export function citing(
  rule: RuleReference | undefined,
  changes: readonly AmountChange[],
): RuleReference | undefined {
  const used = changes.flatMap(({ tariff }) =>
    tariff?.effectiveFrom == null ? [] : [[tariff.set, tariff.effectiveFrom] as const],
  );
  if (rule === undefined || used.length === 0) return rule;
  return { ...rule, reference: Object.fromEntries(used) };
}
