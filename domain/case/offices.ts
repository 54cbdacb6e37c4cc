import type { PlainDate } from '../kernel/instant.js';
import type { Office } from '../reference/view.js';
import type { CaseContext } from './context.js';

const maximumDepth = 20;

/** An office and those above it, the nearest first; none when there is no such office. */
export function officesUpwards(
  reference: CaseContext['reference'],
  code: string,
  on: PlainDate,
): readonly Office[] {
  const found: Office[] = [];
  let office = reference.office(code, on);
  while (office !== undefined && found.length < maximumDepth) {
    found.push(office);
    office = office.parent === undefined ? undefined : reference.office(office.parent, on);
  }
  return found;
}
