import { ImportError } from '../import-error.js';

/** A mapping that can't be used; the message says where and what would be right. */
export class MappingError extends ImportError {}
