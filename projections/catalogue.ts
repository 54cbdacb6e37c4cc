import { caseCollection } from './cases/model.js';
import { deadlineCollection } from './deadlines/model.js';
import { eventCollection } from './events/model.js';
import type { CollectionDefinition, FieldType } from './read-store.js';
import { serviceLevelCollection } from './service-levels/model.js';
import { serviceCollection } from './services/model.js';
import { accessTo } from './visibility.js';
import { readModels, type Reader, type ReadModelName } from './visibility-rules.js';

/** Every read model that may be asked for figures, by name. */
export const queryable: Readonly<Record<ReadModelName, CollectionDefinition>> = {
  cases: caseCollection,
  deadlines: deadlineCollection,
  events: eventCollection,
  'service-levels': serviceLevelCollection,
  services: serviceCollection,
};

/** What one reader may ask of one read model. */
export interface QueryableModel {
  readonly name: ReadModelName;
  /** Field → type: may be filtered, sorted and grouped by. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Paths that sums, averages and the like may be taken of, beside fields of type number. */
  readonly measures: readonly string[];
  /** Whether words may be searched for. */
  readonly text: boolean;
}

/** The read models a reader may ask for figures, with what is open to them. */
export const queryableBy = (reader: Reader): readonly QueryableModel[] =>
  readModels.flatMap((name) => {
    const access = accessTo(name, reader);
    if (!access.figures) return [];
    const { fields, measures = [], text = [] } = access.queryable(queryable[name]);
    return [{ name, fields, measures, text: text.length > 0 }];
  });
