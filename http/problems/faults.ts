/** A failure of the machinery by its code: what a caller of the API or whoever runs Charter can do about it. */
export interface FaultNote {
  /** Whether the identical call may succeed later: the API answers 503 with the code, else 500 without. */
  readonly retryable: boolean;
  readonly meaning: string;
  readonly advice: string;
  /** Status of its own. */
  readonly status?: number;
}

const again = 'Send the identical request again after Retry-After seconds.';

/** Every fault, by code; `test/errors` finds those that are missing. */
export const faultNotes: Readonly<Record<string, FaultNote>> = {
  internal: {
    retryable: false,
    meaning: 'Something went wrong inside; the log of the process says what.',
    advice: 'Quote `instance` to whoever runs Charter. What was sent may be sent again.',
  },
  'commands.closed': {
    retryable: true,
    meaning: 'The process is about to end and takes no more commands.',
    advice: again,
  },
  'event.invalid': {
    retryable: false,
    meaning:
      'An event in the log, or one about to be written, does not have the shape of its type.',
    advice: 'A fault of Charter or of the log: keep the log as it is and report it.',
  },
  'event.not-canonical': {
    retryable: false,
    meaning: 'A value can not be written as canonical JSON (RFC 8785).',
    advice: 'Leave out half surrogate pairs, NUL, and numbers that JSON can not hold exactly.',
  },
  'event.unknown': {
    retryable: false,
    status: 503,
    meaning: 'The stream holds an event that a newer version of Charter wrote.',
    advice: 'Upgrade Charter; nothing is lost meanwhile.',
  },
  'http.address-unusable': {
    retryable: false,
    meaning: 'Nothing can listen at the address that was named.',
    advice: 'Choose another one with --host and --port.',
  },
  'http.port-taken': {
    retryable: false,
    meaning: 'Another program listens at the port already.',
    advice: 'Choose another one with --port, or 0 for any free one.',
  },
  'projection.behind': {
    retryable: true,
    meaning: 'A read model has not reached the position asked for in time.',
    advice: again,
  },
  'projection.code-differs': {
    retryable: false,
    meaning: 'A read model was written by other code than this.',
    advice: 'Run charter rebuild with its name, or raise its version.',
  },
  'projection.not-served': {
    retryable: true,
    meaning: 'A read model is being loaded for the first time.',
    advice: again,
  },
  'projection.rebuild-needed': {
    retryable: true,
    meaning:
      'A read model stands at an event that this log does not have: one of the two was restored.',
    advice: 'Run charter rebuild with its name; until then it answers nothing.',
  },
  'query.busy': {
    retryable: true,
    meaning: 'More queries are waiting than may wait.',
    advice: again,
  },
  'query.invalid': {
    retryable: false,
    status: 400,
    meaning: 'A query that the language or the read model does not allow; `errors` says where.',
    advice: 'Correct it; GET /api/models lists what may be asked.',
  },
  'query.timeout': {
    retryable: true,
    meaning: 'A query took too long and was ended.',
    advice: 'Narrow its filter: fewer services, offices, days.',
  },
  'reaction.foreign-log': {
    retryable: false,
    meaning:
      'A reaction stands at an event that this log does not have: one of the two was restored.',
    advice: 'Decide from where it goes on before it acts twice or not at all.',
  },
  'reaction.not-parked': {
    retryable: false,
    meaning: 'No event is parked under this id.',
    advice: 'List the parked events again.',
  },
  'read-store.full': {
    retryable: true,
    meaning: 'The store of the read models has no room to grow: its disk is full.',
    advice: 'Make room on its disk. Read models stand still meanwhile, lose nothing, and go on.',
  },
  'read-store.unavailable': {
    retryable: true,
    meaning: 'The store of the read models can not be reached.',
    advice: again,
  },
  'store.busy': {
    retryable: true,
    meaning: 'The log has more to write than may wait; nothing was written.',
    advice: again,
  },
  'store.conflict': {
    retryable: true,
    meaning: 'Others wrote to the same resource until the last attempt; nothing was written.',
    advice: again,
  },
  'store.damaged': {
    retryable: false,
    meaning: 'A file of the city is damaged, so that what it holds can not be relied on.',
    advice: 'Stop the city, look at it with charter doctor, and do what that says.',
  },
  'store.format': {
    retryable: false,
    meaning: 'A file belongs to another program, or to a newer version of Charter.',
    advice: 'Name another data folder, or upgrade Charter.',
  },
  'store.full': {
    retryable: true,
    meaning:
      'The log has no room to grow: its disk is full, has a limit, or fails. Nothing was written.',
    advice: `Make room on the disk of the log; writing goes on by itself. ${again}`,
  },
  'store.invalid-append': {
    retryable: false,
    meaning: 'What was to be written is empty, too large or not well-formed.',
    advice: 'Send less at once: an append holds at most 1 MiB.',
  },
  'store.locked': {
    retryable: false,
    meaning: 'Another process writes to this log.',
    advice: 'Stop it first; to read beside it, start a process of role read-api.',
  },
  'store.unavailable': {
    retryable: true,
    meaning: 'The log can not be reached; whether the last write was made is not known.',
    advice: `${again} It has one effect, whether the first was written or not.`,
  },
  'stream.names-taken': {
    retryable: false,
    meaning: 'No free name was found for something new.',
    advice: 'Send the request again with a new Idempotency-Key.',
  },
};
