import { accountsOf } from '../domain/kernel/envelope.js';
import type { Party } from '../domain/case/header.js';
import type { RunningTimer } from './running-timers.js';
import type { CollectionDefinition, Filter } from './read-store.js';
import {
  readerKind,
  rowRules,
  visibilityRules,
  type Reader,
  type ReadModelName,
  type VisibilityRule,
} from './visibility-rules.js';

/** What one reader may see of one read model. Deny unless allowed. */
export interface Access {
  /** Restricts every query; combine it with the reader's own by `all`. */
  readonly filter: Filter;
  /** Whether single documents may be shown. */
  readonly documents: boolean;
  /** Whether aggregates may be asked for. */
  readonly figures: boolean;
  /** The collection as this reader may query it: without the fields, texts and measures hidden from them. */
  readonly queryable: (definition: CollectionDefinition) => CollectionDefinition;
  /** A document as this reader may see it. */
  readonly mask: <D extends object>(document: D) => D;
}

const hiddenBy = (hides: readonly string[], path: string): boolean =>
  hides.some((hidden) => path === hidden || path.startsWith(`${hidden}.`));

function narrowed(
  definition: CollectionDefinition,
  hides: readonly string[],
): CollectionDefinition {
  if (hides.length === 0) return definition;
  const shown = (path: string): boolean => !hiddenBy(hides, path);
  const { fields, indexes, text = [], measures = [] } = definition;
  return {
    ...definition,
    fields: Object.fromEntries(Object.entries(fields).filter(([path]) => shown(path))),
    indexes: indexes.filter((index) => index.every(shown)),
    // A search looks at all texts at once: one hidden text would be probed through it.
    text: text.every(shown) ? text : [],
    measures: measures.filter(shown),
  };
}

function without<D extends object>(document: D, [name, ...rest]: readonly string[]): D {
  if (name === undefined || !Object.hasOwn(document, name)) return document;
  const copy = { ...document };
  const below: unknown = Reflect.get(copy, name);
  if (rest.length === 0) Reflect.deleteProperty(copy, name);
  else if (typeof below === 'object' && below !== null)
    Reflect.set(copy, name, without(below, rest));
  return copy;
}

const isOwn = ({ person }: Party, { actor }: Reader): boolean =>
  person !== undefined && accountsOf(actor).includes(person);

const byRole = ({ id, role, kind, identity }: Party): Party => ({ id, role, kind, identity });

function maskParties<D extends object>(document: D, reader: Reader): D {
  if (!('parties' in document) || !Array.isArray(document.parties)) return document;
  const parties: readonly Party[] = document.parties;
  const partyIds = parties.filter((party) => isOwn(party, reader)).map(({ person }) => person);
  return {
    ...document,
    parties: parties.map((party) => (isOwn(party, reader) ? party : byRole(party))),
    partyIds: [...new Set(partyIds)],
  };
}

function maskTimers<D extends object>(document: D): D {
  if (!('timers' in document) || !Array.isArray(document.timers)) return document;
  const timers: readonly RunningTimer[] = document.timers;
  return { ...document, timers: timers.filter(({ kind }) => kind !== 'internal') };
}

/** The reader's rights to a read model, from the table `visibilityRules`. */
export function accessTo(model: ReadModelName, reader: Reader): Access {
  const rule: VisibilityRule = visibilityRules[model][readerKind(reader.actor)];
  const { rows, figures, figuresOnly = false, hides = [] } = rule;
  const { hidesOtherParties = false, hidesInternalTimers = false } = rule;
  const unasked = [
    ...hides,
    ...(hidesOtherParties ? ['partyIds'] : []),
    ...(hidesInternalTimers ? ['timers'] : []),
  ];
  return {
    filter: rowRules[rows](reader),
    documents: rows !== 'nothing' && !figuresOnly,
    figures,
    queryable: (definition) => narrowed(definition, unasked),
    mask: (document) => {
      const shown = hides.reduce((rest, path) => without(rest, path.split('.')), document);
      const timed = hidesInternalTimers ? maskTimers(shown) : shown;
      return hidesOtherParties ? maskParties(timed, reader) : timed;
    },
  };
}

/** The filter that restricts a reader's queries; it matches nothing where they may see nothing. */
export const visibleTo = (reader: Reader, model: ReadModelName = 'cases'): Filter =>
  accessTo(model, reader).filter;
