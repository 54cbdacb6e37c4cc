import type { CaseOperation } from '../../domain/case/commands.js';
import type { Field } from '../forms/field.js';
import { fieldErrors } from '../forms/check.js';
import type { FieldError } from '../base/answer.js';
import type { Raw, Visit } from '../base/visit.js';

/** Questions of a form that stand at one place of the command. */
export interface FieldGroup {
  /** JSON pointer: `/input`, `/comment`. */
  readonly at: string;
  readonly fields: readonly Field[];
}

/** Something that can be asked of a case: its page, and the command that it becomes. */
export interface CaseForm {
  readonly title: string;
  readonly intro?: string;
  readonly button: string;
  /** Whether what it does is hard to take back. */
  readonly warning?: boolean;
  readonly groups: readonly FieldGroup[];
  readonly operation: CaseOperation;
  readonly body: (raw: Raw) => Readonly<Record<string, unknown>>;
  /** Faults that no single field has. */
  readonly errors?: (raw: Raw) => readonly FieldError[];
}

export const fieldsOfForm = ({ groups }: CaseForm): readonly Field[] =>
  groups.flatMap(({ fields }) => fields);

export const formErrors = (form: CaseForm, raw: Raw, { t }: Visit): readonly FieldError[] => [
  ...fieldErrors(fieldsOfForm(form), raw, t),
  ...(form.errors?.(raw) ?? []),
];
