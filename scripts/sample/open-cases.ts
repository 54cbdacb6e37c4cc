import type { Facts } from '../../commands/ports/facts.js';
import type { SubmittedCase } from '../../domain/case/state.js';
import type { StreamName } from '../../domain/kernel/ids.js';
import type { Instant } from '../../domain/kernel/instant.js';

/** What a past knows of its cases while it is lived through; no read model has to keep up with it. */
export class OpenCases {
  readonly #due = new Map<StreamName, Instant>();
  readonly #assignees = new Map<StreamName, string>();

  /** For assignments that turn on who has least to do. */
  readonly facts: Facts = {
    workload: (ids) => Promise.resolve(this.#workload(ids)),
  };

  see(stream: StreamName, state: SubmittedCase): void {
    const running = state.timers.flatMap((timer) =>
      timer.status === 'running' ? [timer.dueAt] : [],
    );
    const next = running.sort()[0];
    if (next === undefined) this.#due.delete(stream);
    else this.#due.set(stream, next);
    const { assignee } = state;
    if (state.status === 'open' && assignee !== null) this.#assignees.set(stream, assignee.id);
    else this.#assignees.delete(stream);
  }

  /** The case whose timer passes first, if one does by then. */
  firstDue(by: Instant): { readonly stream: StreamName; readonly dueAt: Instant } | undefined {
    let first: { readonly stream: StreamName; readonly dueAt: Instant } | undefined;
    for (const [stream, dueAt] of this.#due)
      if (dueAt <= by && (first === undefined || dueAt < first.dueAt)) first = { stream, dueAt };
    return first;
  }

  #workload(ids: readonly string[]): Readonly<Record<string, number>> {
    const counts = new Map(ids.map((id) => [id, 0]));
    for (const id of this.#assignees.values()) counts.set(id, (counts.get(id) ?? 0) + 1);
    return Object.fromEntries(ids.map((id) => [id, counts.get(id) ?? 0]));
  }
}
