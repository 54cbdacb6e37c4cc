import { accountsOf, type Actor } from '../../domain/kernel/envelope.js';
import { readerKind, type Reader, type ReaderKind } from '../visibility-rules.js';
import type { Audience, HistoryStep } from './model.js';
import { stepsFor } from './project.js';

/** Whoever did it, as far as the reader may know: at least what kind of actor it was. */
export type VisibleActor = Pick<Actor, 'kind'> & Partial<Actor>;

/** A step as one reader may see it. */
export type VisibleStep = Omit<HistoryStep, 'actor'> & { readonly actor: VisibleActor };

export interface HistoryRule {
  /** Which steps. */
  readonly audience: Audience;
  /** Whether the reader learns who did what others did, or only what kind of actor. */
  readonly others: 'named' | 'by kind';
  /** Parts that are left out of the steps. */
  readonly hides: readonly (keyof HistoryStep)[];
}

const inside: HistoryRule = { audience: 'internal', others: 'named', hides: [] };
/** For figures and their causes: what people wrote, and who they are, is nothing for them. */
const study: HistoryRule = {
  audience: 'internal',
  others: 'by kind',
  hides: ['comment', 'reason', 'documents'],
};
const nobody: HistoryRule = { audience: 'public', others: 'by kind', hides: ['timers'] };

/** Who sees what of the history of a case that they may see: goes with `visibilityRules` of the case itself. */
export const historyRules: Readonly<Record<ReaderKind, HistoryRule>> = {
  system: inside,
  auditor: inside,
  admin: inside,
  confidential_reader: inside,
  staff: inside,
  analyst: study,
  policymaker: study,
  vendor: { audience: 'parties', others: 'named', hides: [] },
  citizen: { audience: 'parties', others: 'by kind', hides: ['timers', 'failures'] },
  public: nobody,
};

const isSame = (one: Actor, other: Actor): boolean =>
  one.id === other.id && one.kind === other.kind;

/** What the reader did, what was done for them, and all that whom they act for did or had done. */
function isOwn(actor: Actor, reader: Actor): boolean {
  if (isSame(actor, reader)) return true;
  const accounts = reader.onBehalfOf === undefined ? accountsOf(reader) : [reader.onBehalfOf];
  const theirs = [...accountsOf({ ...actor, onBehalfOf: undefined }), actor.onBehalfOf];
  return accounts.some((account) => theirs.includes(account));
}

/** The steps that a reader may see, with what they may see of them. */
export function historyFor(
  { actor: reader }: Pick<Reader, 'actor'>,
  steps: readonly HistoryStep[],
): readonly VisibleStep[] {
  const { audience, others, hides } = historyRules[readerKind(reader)];
  const hidden: ReadonlySet<string> = new Set(hides);
  return stepsFor(audience, steps).map((step) => {
    const shown = Object.entries(step).filter(([name]) => !hidden.has(name));
    const named = others === 'named' || isOwn(step.actor, reader);
    // What is left is a step: only parts that a step may lack are ever hidden.
    return {
      ...(Object.fromEntries(shown) as unknown as HistoryStep),
      actor: named ? step.actor : { kind: step.actor.kind },
    };
  });
}
