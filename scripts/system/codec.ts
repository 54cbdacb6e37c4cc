import { eventDefinitions } from '../../commands/aggregates/index.js';
import { createCodec } from '../../domain/kernel/codec.js';

/** Types that once meant something and are skipped when read. */
const retired: readonly string[] = [];

/** Reads and writes every event that Charter knows. */
export const codec = createCodec(eventDefinitions, retired);
