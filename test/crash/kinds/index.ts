import { clock } from './clock.js';
import { damaged } from './damaged.js';
import { full } from './full.js';
import { importing } from './importing.js';
import { projecting } from './projecting.js';
import { rebuilding, switching } from './rebuilding.js';
import { torn } from './torn.js';
import { writing } from './writing.js';

export const kinds = {
  writing,
  projecting,
  rebuilding,
  switching,
  importing,
  torn,
  damaged,
  full,
  clock,
};
export type KindName = keyof typeof kinds;
