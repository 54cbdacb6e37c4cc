import type { Instant } from '../kernel/instant.js';
import type { Outcome } from '../service/schema/index.js';
import type { ClosedCase, Feedback, OpenCase, ResolvedCase, SubmittedCase } from './state.js';

export const resolved = (
  state: SubmittedCase,
  { outcome }: { readonly outcome: Outcome | null },
  resolvedAt: Instant,
): ResolvedCase => ({
  ...state,
  status: 'resolved',
  ending: { outcome, resolvedAt, closedAt: null, feedback: null },
});

export const closed = (
  state: SubmittedCase,
  data: { readonly outcome: Outcome | null; readonly resolvedAt: Instant | null },
  closedAt: Instant,
): ClosedCase => ({
  ...state,
  status: 'closed',
  ending: {
    outcome: data.outcome,
    resolvedAt: data.resolvedAt,
    closedAt,
    feedback: state.ending?.feedback ?? null,
  },
});

export function outcomeChanged(state: SubmittedCase, outcome: Outcome | null): SubmittedCase {
  if (state.status === 'open') return state;
  if (state.status === 'closed') return { ...state, ending: { ...state.ending, outcome } };
  return { ...state, ending: { ...state.ending, outcome } };
}

export function withFeedback(state: SubmittedCase, feedback: Feedback): SubmittedCase {
  if (state.status === 'open') return state;
  if (state.status === 'closed') return { ...state, ending: { ...state.ending, feedback } };
  return { ...state, ending: { ...state.ending, feedback } };
}

/** Open again, at no level of escalation. */
export const reopened = (state: SubmittedCase, count: number): OpenCase => ({
  ...state,
  status: 'open',
  ending: null,
  level: 0,
  reopened: count,
});
