import { hash } from 'node:crypto';
import { relationOf } from '../../domain/case/access.js';
import { caseCommandSchemas, type CaseCommand } from '../../domain/case/commands.js';
import type { CaseContext } from '../../domain/case/context.js';
import type { CaseEvent } from '../../domain/case/events.js';
import { caseDecider } from '../../domain/case/index.js';
import { reject } from '../../domain/case/rejections.js';
import type { CaseState, SubmittedCase } from '../../domain/case/state.js';
import { keyOf, streamName, type CommandId, type StreamName } from '../../domain/kernel/ids.js';
import { caseReferenceFrom, parseReference } from '../../domain/kernel/case-reference.js';
import type { Rejection } from '../../domain/kernel/rejection.js';
import { ok, type Result } from '../../domain/kernel/result.js';
import type { Acting } from '../../domain/kernel/settle-then-decide.js';
import { covers, seesConfidential } from '../access/caller.js';
import type { Subject } from '../access/check.js';
import { accessRules } from '../access/rules.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Offer } from '../catalogue/offer.js';
import type { Caller } from '../dispatch.js';
import type { Aggregate, MaybePromise, Request, Situation } from '../pipeline/aggregate.js';
import { commandParser } from '../pipeline/parse.js';
import { rejectRequest } from '../pipeline/rejections.js';
import type { Facts } from '../ports/facts.js';
import { factsFor, type FactSources } from './case-facts.js';
import { ownedTarget, type OwnedTarget } from './owned-target.js';

export interface CaseParts {
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  /** A case as it stands, whatever became due meanwhile. */
  readonly find: (stream: StreamName) => Promise<CaseState>;
}

export type CaseAggregate = Aggregate<CaseState, CaseCommand, CaseEvent, CaseContext> & {
  readonly settling: CaseCommand;
};
type CaseSituation = Situation<CaseState, CaseCommand>;

/** The reference of the case that a submission makes; another for each attempt at a free one. */
const newReference = (command: CommandId, attempt: number): string =>
  caseReferenceFrom(hash('sha256', `${command}/${attempt}`, 'buffer'));

/** Cases: target the case's reference; for a submission the service's `<authority>/<code>`. */
export const createCaseAggregate = (parts: CaseParts): CaseAggregate => ({
  name: 'case',
  decider: caseDecider,
  parse: commandParser('case', caseCommandSchemas),
  access: accessRules.case,
  creates: (operation) => operation === 'submit',
  locate: ({ command, commandId, dispatch: { target } }, attempt) => {
    if (command.operation === 'submit')
      return ok(streamName(`case-${newReference(commandId, attempt)}`));
    const reference = parseReference(target);
    return reference.ok ? ok(streamName(`case-${reference.value}`)) : reference;
  },
  subject: ({ state, request }) =>
    state.status === 'none' ? newSubject(request) : ok(subjectOf(state)),
  context: (situation, acting) => {
    const service = serviceOf(situation);
    if (!service.ok) return service;
    const offer = parts.catalogue.offer(service.value.authority, service.value.code);
    return offer instanceof Promise
      ? offer.then((found) => contextOf(parts, found, situation, acting))
      : contextOf(parts, offer, situation, acting);
  },
  settling: { operation: 'settle', body: {} },
});

const whoIs = ({ actor, office }: Caller) => ({
  actor,
  ...(office === undefined ? {} : { office }),
});

/** Ids of persons and firms are the same everywhere; codes of offices and posts are an authority's. */
const isGlobal = ({ assignee }: SubmittedCase): boolean =>
  assignee?.kind === 'person' || assignee?.kind === 'vendor';

const worksOn = ({ assignee }: SubmittedCase, { actor }: Caller): boolean =>
  assignee?.kind === 'person' && assignee.id === actor.id;

const subjectOf = (state: SubmittedCase): Subject => ({
  authority: state.header.authority,
  isParty: (caller) => relationOf(state, whoIs(caller)).parties.length > 0,
  isAssigned: (caller) =>
    relationOf(state, whoIs(caller)).assigned &&
    (isGlobal(state) || covers(caller, state.header.authority)),
  hidden: (caller) =>
    state.confidentiality !== 'confidential' || seesConfidential(caller) || worksOn(state, caller)
      ? undefined
      : reject('unknown'),
});

function newSubject(request: Request<CaseCommand>): Result<Subject, Rejection> {
  if (request.command.operation !== 'submit') return reject('unknown');
  const target = submissionTarget(request);
  return target.ok ? ok({ authority: target.value.authority }) : target;
}

function submissionTarget({
  dispatch: { target },
}: Request<CaseCommand>): Result<OwnedTarget, Rejection> {
  const owned = ownedTarget(target);
  return owned === undefined
    ? rejectRequest('unknown-target', { target, aggregate: 'service' })
    : ok(owned);
}

function serviceOf({ state, request }: CaseSituation): Result<OwnedTarget, Rejection> {
  if (state.status === 'none') return submissionTarget(request);
  const { authority, service } = state.header;
  return ok({ authority, code: service });
}

/** A case that is hidden from the caller is none to them. */
const knows =
  ({ find }: CaseParts): FactSources['knows'] =>
  async (caller, reference) => {
    const parsed = parseReference(reference);
    if (!parsed.ok) return false;
    const state = await find(streamName(`case-${parsed.value}`));
    return state.status !== 'none' && subjectOf(state).hidden?.(caller) === undefined;
  };

function contextOf(
  parts: CaseParts,
  offer: Offer,
  situation: CaseSituation,
  acting: Acting,
): MaybePromise<Result<CaseContext, Rejection>> {
  const { state, stream } = situation;
  const chosen =
    state.status === 'none'
      ? offer.opening(acting.now)
      : offer.version(state.header.version, state.header.definedBy);
  if (!chosen.ok) return chosen;
  const { service, reference } = chosen.value;
  const context: CaseContext = {
    ...acting,
    service,
    reference,
    ...(state.status === 'none' ? { newReference: keyOf(stream) } : {}),
  };
  const owned = serviceOf(situation);
  const owner = owned.ok ? owned.value.authority : undefined;
  const sources = { facts: parts.facts, knows: knows(parts) };
  const found = factsFor(sources, situation, context, owner);
  return found === undefined
    ? ok(context)
    : found.then((known) => ok({ ...context, facts: known }));
}
