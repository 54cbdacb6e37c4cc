import { instant, type Instant } from '../../domain/kernel/instant.js';

/** The canonical form of a timestamp, or undefined when the text is none. */
export function canonicalInstant(text: string): Instant | undefined {
  try {
    return instant(text);
  } catch {
    return undefined;
  }
}
