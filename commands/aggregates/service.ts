import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Result } from '../../domain/kernel/result.js';
import type { Acting } from '../../domain/kernel/settle-then-decide.js';
import {
  draftOf,
  newestOf,
  serviceCommandSchemas,
  serviceDecider,
  serviceStream,
  versionOf,
  type ServiceCommand,
  type ServiceContext,
  type ServiceDefinition,
  type ServiceEvent,
  type ServiceState,
} from '../../domain/service/index.js';
import { accessRules } from '../access/rules.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Aggregate, Situation } from '../pipeline/aggregate.js';
import { commandParser } from '../pipeline/parse.js';
import { rejectRequest } from '../pipeline/rejections.js';
import { ownedStream, ownedTarget, type OwnedTarget } from './owned-target.js';

export type ServiceAggregate = Aggregate<
  ServiceState,
  ServiceCommand,
  ServiceEvent,
  ServiceContext
>;

type ServiceSituation = Situation<ServiceState, ServiceCommand>;

function ownedOf({
  dispatch: { target },
}: ServiceSituation['request']): Result<OwnedTarget, Rejection> {
  const owned = ownedTarget(target);
  return owned === undefined
    ? rejectRequest('unknown-target', { target, aggregate: 'service' })
    : ok(owned);
}

/** Definitions that a decision may look reference data up for. */
const definitionsIn = ({
  state,
  request: { command },
}: ServiceSituation): readonly ServiceDefinition[] => [
  ...(command.operation === 'draft' ? [command.body.definition] : []),
  ...[draftOf(state), newestOf(state)].flatMap((origin) => origin?.definition ?? []),
];

/** Services: target `<authority>/<code>`. */
export const createServiceAggregate = (catalogue: Catalogue): ServiceAggregate => ({
  name: 'service',
  decider: serviceDecider,
  parse: commandParser('service', serviceCommandSchemas),
  access: accessRules.service,
  creates: () => false,
  locate: ({ dispatch: { target } }) => {
    const stream = ownedStream(target, serviceStream);
    return stream === undefined
      ? rejectRequest('unknown-target', { target, aggregate: 'service' })
      : ok(stream);
  },
  subject: ({ request }) => {
    const owned = ownedOf(request);
    return owned.ok ? ok({ authority: owned.value.authority }) : owned;
  },
  context: (situation, acting) => contextOf(catalogue, situation, acting),
});

async function contextOf(
  catalogue: Catalogue,
  situation: ServiceSituation,
  acting: Acting,
): Promise<Result<ServiceContext, Rejection>> {
  const { request } = situation;
  const owned = ownedOf(request);
  if (!owned.ok) return owned;
  const { authority, code } = owned.value;
  const { command } = request;
  const adopted =
    command.operation === 'adopt' ? await catalogue.service(command.body.of, code) : undefined;
  return ok({
    ...acting,
    code,
    reference: await catalogue.reference(authority, definitionsIn(situation)),
    // Only an adoption asks, and only for what it names.
    published: (_of, _code, version) =>
      adopted &&
      (version === undefined ? newestOf(adopted)?.definition : versionOf(adopted, version)),
  });
}
