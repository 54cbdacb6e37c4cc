import type { RuleFacts } from '../service/compiled.js';
import type { Answers } from './event-parts.js';
import type { Moment } from './moment.js';
import type { SubmittedCase } from './state.js';

/** What rules may know of a case at a moment. */
export const ruleFacts = (
  state: SubmittedCase,
  moment: Moment,
  input: Readonly<Answers> = {},
): RuleFacts => ({
  answers: state.answers,
  input,
  amounts: state.amounts,
  documents: [...new Set(state.documents.map(({ kind }) => kind))],
  tasks: taskResults(state),
  case: {
    type: state.type,
    state: state.state,
    priority: state.priority,
    channel: state.header.channel,
    office: state.office,
    openedOn: state.header.openedOn,
    areas: [...new Set(state.places.flatMap(({ areas }) => areas))],
    reopened: state.reopened,
  },
  on: moment.on,
});

const taskResults = ({ tasks }: SubmittedCase): Record<string, string> =>
  Object.fromEntries(
    tasks.flatMap(({ results }) =>
      Object.entries(results).flatMap(([task, result]) =>
        result === null ? [] : [[task, result]],
      ),
    ),
  );
