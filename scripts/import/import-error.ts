/** An import that can't go on for a reason that its user can act on. */
export class ImportError extends Error {}
