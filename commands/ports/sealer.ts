import type { PersonalField } from '../../domain/kernel/event-definition.js';
import type { Json } from '../../domain/kernel/json.js';

/** Makes personal values unreadable without their person's key, and readable again with it. */
export interface Sealer {
  /** Data with the values at `fields` sealed. Called only when there are such fields. */
  seal(data: Json, fields: readonly PersonalField[]): Json | Promise<Json>;
  /** Data with sealed values at `fields` opened; one whose key is destroyed stays closed. */
  open(data: Json, fields: readonly PersonalField[]): Json | Promise<Json>;
}

/** Leaves personal values as they are. */
export const passThroughSealer: Sealer = { seal: (data) => data, open: (data) => data };
