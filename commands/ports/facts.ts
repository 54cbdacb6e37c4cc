import type { Authority } from '../../domain/kernel/authority.js';

/** What a decision may need from other streams; read models answer, so it may lag and is recorded as `basis`. */
export interface Facts {
  /** Open cases of each staff member or office; 0 for one who has none. */
  workload(ids: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** Who was chosen last in an authority, by the `office/role` that takes turns; those whose turn never came are left out. */
  last?(authority: Authority, turns: readonly string[]): Promise<Readonly<Record<string, string>>>;
}

/** Knows of nobody's work: every workload is 0. */
export const noFacts: Facts = {
  workload: (ids) => Promise.resolve(Object.fromEntries(ids.map((id) => [id, 0]))),
};
