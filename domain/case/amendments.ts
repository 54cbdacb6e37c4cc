import { sameJson } from '../kernel/canonical.js';
import type { Rejection } from '../kernel/rejection.js';
import { ok, type Result } from '../kernel/result.js';
import type { CompiledService } from '../service/compiled.js';
import type { State } from '../service/schema/index.js';
import type { Course } from './course.js';
import type { Answers } from './event-parts.js';
import { withAnswers } from './evolve-parts.js';
import type { Party } from './header.js';
import { ownerOf } from './personal.js';
import { reject } from './rejections.js';
import type { SubmittedCase } from './state.js';

/** Answers that change: before and after, null for none, and whose personal data they are. */
export interface Amendment {
  readonly before: Answers;
  readonly after: Answers;
  readonly personalAnswers: Record<string, string>;
}

/**
 * What amended answers come to: undefined when nothing changes. The whole of the answers must then
 * fit the form.
 */
export function amendment(
  { state, service, today }: Pick<Course, 'state' | 'service' | 'today'>,
  answers: Readonly<Answers>,
  editable: State['editable'],
): Result<Amendment | undefined, Rejection> {
  const changes = Object.entries(answers).filter(
    ([field, value]) => !sameJson(state.answers[field] ?? null, value),
  );
  if (changes.length === 0) return ok(undefined);
  const fields = changes.map(([field]) => field);
  const kept = editable === 'all' ? [] : fields.filter((field) => !editable.includes(field));
  if (kept.length > 0) return notEditable(state, kept, editable);
  const after = Object.fromEntries(changes);
  const all = withAnswers(state, after).answers;
  const valid = service.validateAnswers(state.type ?? undefined, all, today);
  if (!valid.ok) return valid;
  return ok({
    before: Object.fromEntries(fields.map((field) => [field, state.answers[field] ?? null])),
    after,
    personalAnswers: ownersOf(service, state.type, {
      reference: state.header.reference,
      parties: state.parties,
      fields,
    }),
  });
}

function notEditable(state: SubmittedCase, fields: readonly string[], editable: State['editable']) {
  return reject(
    'answers-not-editable',
    { fields: fields.join(', '), state: state.state },
    { pointer: `/answers/${fields[0] ?? ''}`, allowed: editable === 'all' ? [] : editable },
  );
}

/** Whose the personal answers are: the first party of the role that the form names, else the case's own. */
export function ownersOf(
  service: CompiledService,
  type: string | null,
  of: {
    readonly reference: string;
    readonly parties: readonly Party[];
    readonly fields: readonly string[];
  },
): Record<string, string> {
  const roles = service.personalFields(type ?? undefined);
  return Object.fromEntries(
    of.fields.flatMap((field) => {
      const role = roles[field];
      if (role === undefined) return [];
      const party = of.parties.find((one) => one.role === role);
      return [[field, party === undefined ? of.reference : ownerOf(of.reference, party)]];
    }),
  );
}
