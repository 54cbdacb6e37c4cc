import type { CollectionDefinition, Document } from '../read-store.js';

/** Whose turn it was last where work is given out by turns; `_id` is `<authority>/<office>/<role>`. */
export interface TurnView extends Document {
  /** Staff member chosen last. */
  readonly last: string;
}

export const turnCollection: CollectionDefinition = {
  name: 'turns',
  version: 1,
  fields: { last: 'text' },
  indexes: [],
};
