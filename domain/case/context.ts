import type { WorkingCalendar } from '../kernel/calendar/index.js';
import type { Acting } from '../kernel/settle-then-decide.js';
import type { ReferenceView } from '../reference/view.js';
import type { CompiledService } from '../service/compiled.js';
import type { Basis } from './event-parts.js';

/** Facts from other streams that an assignment may need, as `neededFacts` asks for them. */
export interface CaseFacts {
  /** Staff id → open cases; 0 when absent. */
  readonly workload?: Readonly<Record<string, number>>;
  /** `office/role` → staff id chosen last by turns. */
  readonly last?: Readonly<Record<string, string>>;
  /** Cases named by the command that are not there, or of which the actor may not know. */
  readonly noCases?: readonly string[];
  /** Workflow state → basis recorded when it was entered: decides instead of the above, so that a replay chooses the same. */
  readonly bases?: Readonly<Record<string, Basis>>;
}

/** All that a decision about a case may know beside its state. */
export interface CaseContext extends Acting {
  /** The version that the case keeps; for a submission the one in force. */
  readonly service: CompiledService;
  readonly reference: ReferenceView<WorkingCalendar>;
  readonly facts?: CaseFacts;
  /** Of the case to be: only a submission needs it. */
  readonly newReference?: string;
}
