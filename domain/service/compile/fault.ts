/** What is wrong, and where in the definition. */
export interface Fault {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
}
