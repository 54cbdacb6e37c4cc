import type { CaseOperation } from '../../domain/case/commands.js';
import type { ActorKind } from '../../domain/kernel/envelope.js';
import type { ReferenceOperation } from '../../domain/reference/index.js';
import type { ServiceOperation } from '../../domain/service/index.js';
import { administratorRole } from './caller.js';

/**
 * What an actor must be to the thing it changes:
 * `anyone`, nothing; `within`, its grant covers the authority that owns the thing; `party`, one of
 * the case's parties or acting for one; `involved`, a party or whoever the case is assigned to.
 */
export type Relation = 'anyone' | 'within' | 'party' | 'involved';

export interface AccessRule {
  /** Kind of actor → what it must be to the thing. A kind that is not named may not ask at all. */
  readonly who: Readonly<Partial<Record<ActorKind, Relation>>>;
  /** Staff need one of these roles; any role that changes things when absent. */
  readonly roles?: readonly string[];
}

/** What no table names is refused to everyone. */
export const nobody: AccessRule = { who: {} };

const staff: AccessRule = { who: { staff: 'within', system: 'within' } };
const anyoneConcerned: AccessRule = {
  who: { citizen: 'party', staff: 'within', vendor: 'involved', system: 'within' },
};
const administrators: AccessRule = {
  who: { staff: 'within', system: 'within' },
  roles: [administratorRole],
};

const caseRules: Readonly<Record<CaseOperation, AccessRule>> = {
  submit: {
    who: {
      citizen: 'anyone',
      public: 'anyone',
      staff: 'within',
      vendor: 'within',
      system: 'within',
    },
  },
  act: anyoneConcerned,
  comment: anyoneConcerned,
  'amend-answers': anyoneConcerned,
  'attach-document': anyoneConcerned,
  'complete-task': anyoneConcerned,
  'give-feedback': { who: { citizen: 'party', staff: 'within', system: 'within' } },
  assign: staff,
  'review-document': staff,
  link: staff,
  unlink: staff,
  extend: staff,
  escalate: staff,
  reclassify: staff,
  settle: staff,
};

const serviceRules: Readonly<Record<ServiceOperation, AccessRule>> = {
  draft: administrators,
  adopt: administrators,
  publish: administrators,
  'discard-draft': administrators,
  'correct-texts': administrators,
  withdraw: administrators,
};

const referenceRules: Readonly<Record<ReferenceOperation, AccessRule>> = {
  publish: administrators,
  correct: administrators,
};

/**
 * Who may ask for what: aggregate → operation → rule. What is not here is refused. The workflow of a
 * case then says which of its actions are open to which roles and parties in which state.
 */
export const accessRules = {
  case: caseRules,
  service: serviceRules,
  reference: referenceRules,
} satisfies Readonly<Record<string, Readonly<Record<string, AccessRule>>>>;
