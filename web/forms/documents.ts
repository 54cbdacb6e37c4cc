import { z } from 'zod';
import type { Json } from '../../domain/kernel/json.js';

/** A file as a form keeps it: what it is called and how it can be told, not its bytes. */
export const documentSchema = z.strictObject({
  name: z.string().min(1).max(255),
  mediaType: z.string().max(120),
  size: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type FormDocument = z.output<typeof documentSchema>;

/** Reads what `documentText` wrote; undefined for anything else. */
export function documentIn(answer: Json | undefined): FormDocument | undefined {
  if (typeof answer !== 'string') return undefined;
  try {
    const parsed = documentSchema.safeParse(JSON.parse(answer));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** A document as a value of a form. */
export const documentText = (document: FormDocument): string => JSON.stringify(document);

const megabyte = 1_048_576;
export const megabytes = (bytes: number): number => Math.max(1, Math.floor(bytes / megabyte));

/** `image/jpeg, application/pdf` → `JPEG, PDF` */
export const kindsOfFile = (types: readonly string[]): string =>
  types.map((type) => (type.split('/')[1] ?? type).toUpperCase()).join(', ');
