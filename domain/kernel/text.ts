import { z } from 'zod';

/** Words in one or more languages: BCP 47 tag → text. */
export type Text = Readonly<Record<string, string>>;

export const languageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag (BCP 47), like "en"');

export const textSchema = z
  .record(languageTag, z.string().min(1).max(2000))
  .refine((text) => Object.keys(text).length > 0, 'must have at least one language');

const primary = (language: string): string => language.split('-')[0] ?? language;

/** The text in the first of the languages that it has: exact tag, then its primary language, then English, then any. */
export function say(text: Text, ...languages: readonly string[]): string {
  const wanted = [...languages, 'en'].flatMap((language) => [language, primary(language)]);
  const found = wanted.find((language) => Object.hasOwn(text, language));
  return (found === undefined ? Object.values(text)[0] : text[found]) ?? '';
}
