/** What a decision may need from other streams; read models answer, so it may lag and is recorded as `basis`. */
export interface Facts {
  /** Open cases of each staff member or office; 0 for one who has none. */
  workload(ids: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** Who was chosen last by turns, by `office/role`; those whose turn never came are left out. */
  last?(keys: readonly string[]): Promise<Readonly<Record<string, string>>>;
}

/** Knows of nobody's work: every workload is 0. */
export const noFacts: Facts = {
  workload: (ids) => Promise.resolve(Object.fromEntries(ids.map((id) => [id, 0]))),
};
