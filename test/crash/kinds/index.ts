import { importing } from './importing.js';
import { projecting } from './projecting.js';
import { rebuilding, switching } from './rebuilding.js';
import { writing } from './writing.js';

export const kinds = { writing, projecting, rebuilding, switching, importing };
export type KindName = keyof typeof kinds;
