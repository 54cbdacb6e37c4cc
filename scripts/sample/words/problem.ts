/** One kind of complaint: what people write about it, and what is done about it. */
export interface Problem {
  /** How often it is reported, compared with the others. */
  readonly weight: number;
  readonly en: readonly [string, ...string[]];
  readonly hi: readonly [string, ...string[]];
  readonly danger?: 'possible' | 'immediate';
  /** To the questions that only this kind asks. */
  readonly answers?: Readonly<Record<string, string | number | boolean>>;
  readonly work: 'repaired' | 'cleaned' | 'removed' | 'replaced' | 'advised';
}
