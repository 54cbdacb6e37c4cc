/** What a decision may need from other streams; read models answer, so it may lag and is recorded as `basis`. */
export interface Facts {
  /** Open cases of each office or staff member; 0 for one who has none. */
  workload(ids: readonly string[]): Promise<Readonly<Record<string, number>>>;
}

/** Knows of nobody's work: every workload is 0. */
export const noFacts: Facts = {
  workload: (ids) => Promise.resolve(Object.fromEntries(ids.map((id) => [id, 0]))),
};
