import { z } from 'zod';
import { referenceCommandSchemas, type ReferenceOperation } from '../domain/reference/commands.js';
import { serviceCommandSchemas, type ServiceOperation } from '../domain/service/commands.js';
import { authoritySchema } from '../domain/kernel/authority.js';
import { codeSchema } from '../domain/kernel/ids.js';
import type { AnyRoute } from '../http/route.js';
import { commandRoute, type Executor } from './command-route.js';
import { writtenBelow } from './reply.js';

const onService = z.object({ authority: authoritySchema, code: codeSchema });
const onSet = z.object({ authority: authoritySchema, set: codeSchema });

const serviceOperations: Readonly<
  Record<ServiceOperation, { readonly path: string; readonly id: string; readonly summary: string }>
> = {
  draft: { path: 'draft', id: 'draftService', summary: 'Save a draft of the next version' },
  adopt: {
    path: 'adoption',
    id: 'adoptService',
    summary: "Draft from a wider authority's definition, overriding what that allows",
  },
  publish: {
    path: 'versions',
    id: 'publishService',
    summary: 'Publish the draft from a date; findings of the linter that are errors stop it',
  },
  'discard-draft': { path: 'draft/removal', id: 'discardDraft', summary: 'Discard the draft' },
  'correct-texts': {
    path: 'texts',
    id: 'correctServiceTexts',
    summary: 'Correct words of a version without making a new one',
  },
  withdraw: {
    path: 'withdrawal',
    id: 'withdrawService',
    summary: 'Take no new cases from a date on',
  },
};

const setOperations: Readonly<
  Record<
    ReferenceOperation,
    { readonly path: string; readonly id: string; readonly summary: string }
  >
> = {
  publish: {
    path: 'entries',
    id: 'publishReference',
    summary: 'Publish reference data (calendar, tariff, code list, offices, areas) from a date',
  },
  correct: {
    path: 'corrections',
    id: 'correctReference',
    summary: 'Correct an entry that was wrong, with a reason',
  },
};

const entriesOf = <T extends object>(table: T) =>
  Object.entries(table) as [keyof T & string, T[keyof T]][];

/** Everything that can be asked of a service definition. */
export const serviceRoutes = (commands: Executor): readonly AnyRoute[] =>
  entriesOf(serviceOperations).map(([operation, { path, id, summary }]) =>
    commandRoute(
      {
        path: `/services/{authority}/{code}/${path}`,
        operationId: id,
        tag: 'Services',
        summary,
        aggregate: 'service',
        operation,
        params: onService,
        body: serviceCommandSchemas[operation],
        target: ({ authority, code }) => `${authority ?? ''}/${code ?? ''}`,
        written: writtenBelow('services'),
      },
      commands,
    ),
  );

/** Everything that can be asked of a set of reference data. */
export const referenceRoutes = (commands: Executor): readonly AnyRoute[] =>
  entriesOf(setOperations).map(([operation, { path, id, summary }]) =>
    commandRoute(
      {
        path: `/reference/{authority}/{set}/${path}`,
        operationId: id,
        tag: 'Reference data',
        summary,
        aggregate: 'reference',
        operation,
        params: onSet,
        body: referenceCommandSchemas[operation],
        target: ({ authority, set }) => `${authority ?? ''}/${set ?? ''}`,
        written: writtenBelow('reference'),
      },
      commands,
    ),
  );
