import type { By } from '../schema/index.js';
import { codeFrom } from './words.js';
import type { Notes, Place } from './notes.js';

interface Surrounding {
  readonly party: string;
  /** Every role of the workflow: what `*` stands for. */
  readonly roles: readonly string[];
  /** Whether a timer of the state takes this action. */
  readonly timed: boolean;
  readonly place: Place;
}

const special = new Set(['*', 'CITIZEN', 'SYSTEM_PAYMENT', 'SYSTEM', 'AUTO_ESCALATE']);

/** Who may take an action, from DIGIT's roles. */
export function takers(roles: readonly string[], around: Surrounding, notes: Notes): By {
  const named = new Set(roles.includes('*') ? [...roles, ...around.roles] : roles);
  noteSpecial(named, around, notes);
  const external = outsiders(named, around.timed);
  const staff = [...named].filter((role) => !special.has(role)).map(codeFrom);
  return {
    ...(staff.length > 0 && { staff: [...new Set(staff)] }),
    ...(named.has('CITIZEN') && { party: [around.party] }),
    ...(named.has('AUTO_ESCALATE') && around.timed && { timer: true as const }),
    ...(named.has('SYSTEM_PAYMENT') && { payment: true as const }),
    ...(external.length > 0 && { external: [...external] }),
  };
}

/** Systems that act from outside: an escalation that no timer of ours stands for is one. */
const outsiders = (roles: ReadonlySet<string>, timed: boolean): readonly string[] =>
  ['SYSTEM', ...(timed ? [] : ['AUTO_ESCALATE'])].filter((role) => roles.has(role));

function noteSpecial(
  roles: ReadonlySet<string>,
  { party, timed, place }: Surrounding,
  notes: Notes,
): void {
  const remarks: Readonly<Record<string, readonly [string, string]>> = {
    '*': ['any-role', '"*" was taken for every role of this workflow.'],
    CITIZEN: ['citizen-as-party', `CITIZEN became the party "${party}" of the case.`],
    SYSTEM_PAYMENT: ['payment-as-taker', 'SYSTEM_PAYMENT became a payment that comes in.'],
    SYSTEM: ['system-as-external', 'SYSTEM became an external system of this name.'],
    AUTO_ESCALATE: timed
      ? ['escalation-as-timer', 'AUTO_ESCALATE became the timer of the state.']
      : [
          'escalation-as-external',
          'AUTO_ESCALATE has no limit of its own here; it became an external system of this name.',
        ],
  };
  for (const [role, [code, message]] of Object.entries(remarks))
    if (roles.has(role)) notes.warn(code, message, place);
}
