/** Something that an import lost, changed or could not do, and where. */
export interface ImportNote {
  /** Stable name of the kind of thing: `outcome-guessed`. */
  readonly code: string;
  readonly message: string;
  /** As the file names it. */
  readonly service: string;
  readonly state?: string;
  readonly action?: string;
  /** JSON pointer into the file or, where the result is at fault, into the definition. */
  readonly pointer?: string;
}

export type Place = Pick<ImportNote, 'state' | 'action' | 'pointer'>;

/** Gathers what is to be told about one service. */
export class Notes {
  readonly warnings: ImportNote[] = [];
  readonly errors: ImportNote[] = [];

  constructor(private readonly service: string) {}

  warn(code: string, message: string, place: Place = {}): void {
    this.warnings.push({ code, message, service: this.service, ...place });
  }

  fail(code: string, message: string, place: Place = {}): void {
    this.errors.push({ code, message, service: this.service, ...place });
  }
}

/** A note as one line. */
export const noteText = ({ service, state, action, pointer, message }: ImportNote): string =>
  [
    service,
    ...(state === undefined ? [] : [`state ${state}`]),
    ...(action === undefined ? [] : [`action ${action}`]),
    ...(pointer === undefined ? [] : [pointer]),
  ].join(', ') + `: ${message}`;
