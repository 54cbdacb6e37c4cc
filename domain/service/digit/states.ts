import type { z } from 'zod';
import type { startSchema, stateSchema } from '../schema/index.js';
import { rolesOf } from './actions.js';
import type { DigitGraph } from './graph.js';
import type { Classified } from './kinds.js';
import type { Notes } from './notes.js';
import type { DigitImportOptions } from './options.js';
import { takers } from './takers.js';
import { codeFrom, freeCode, readable } from './words.js';

export type StateInput = z.input<typeof stateSchema>;
export type StartInput = z.input<typeof startSchema>;

export const mapStates = (
  { states }: DigitGraph,
  kinds: ReadonlyMap<string, Classified>,
  { language }: DigitImportOptions,
): readonly StateInput[] =>
  states.map(({ name, code, publicStatus, updatable }) => ({
    code,
    title: { [language]: readable(name) },
    kind: 'normal',
    ...kinds.get(name),
    ...(publicStatus !== undefined && { publicStatus: { [language]: readable(publicStatus) } }),
    ...(updatable && { editable: 'all' as const }),
  }));

/** Ways in; where several have one name the state that they lead to tells them apart. */
export function mapStarts(
  graph: DigitGraph,
  options: DigitImportOptions,
  notes: Notes,
): readonly StartInput[] {
  const { entries } = graph;
  const roles = rolesOf(graph);
  const codes = new Set<string>();
  return entries.map(({ name, roles: open, to }) => {
    const place = { state: '(entry)', action: name };
    const around = { party: options.party, roles, timed: false, place };
    const { staff, party, external } = takers(open, around, notes);
    const several = entries.filter((entry) => entry.name === name).length > 1;
    if (to.documents)
      notes.warn('start-document', `${to.name} needs a document; a start can require none.`, place);
    const code = freeCode(codeFrom(several ? `${name}.${to.name}` : name), codes);
    codes.add(code);
    return {
      code,
      title: { [options.language]: readable(name) },
      by: { ...(staff && { staff }), ...(party && { party }), ...(external && { external }) },
      state: to.code,
    };
  });
}
