import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response } from 'express';
import { z } from 'zod';

/** Languages that every page speaks. */
export const languages = ['en', 'hi'] as const;
export type Language = (typeof languages)[number];

const messagesSchema = z.record(z.string(), z.string());
export type Messages = Readonly<Record<string, string>>;

/** Words of the pages: key → sentence with `{places}`. */
export const readMessages = (root: string): Readonly<Record<Language, Messages>> => {
  const read = (language: Language): Messages =>
    messagesSchema.parse(
      JSON.parse(readFileSync(join(root, 'web', 'locales', `${language}.json`), 'utf8')),
    );
  return { en: read('en'), hi: read('hi') };
};

const cookieName = 'language';
const isLanguage = (value: unknown): value is Language =>
  typeof value === 'string' && languages.some((language) => language === value);

/** `?lang=` wins and is remembered; then the cookie; then what the browser asks for. */
export function languageOf(request: Request, response: Response): Language {
  const asked: unknown = request.query['lang'];
  if (isLanguage(asked)) {
    response.cookie(cookieName, asked, { sameSite: 'lax', httpOnly: true, maxAge: 31_536_000_000 });
    return asked;
  }
  const cookies = request.cookies as Readonly<Record<string, unknown>>;
  const remembered = cookies[cookieName];
  if (isLanguage(remembered)) return remembered;
  const offered = request.acceptsLanguages([...languages]);
  return isLanguage(offered) ? offered : 'en';
}

/** Says a key in a language; a key without words shows itself, which a test forbids. */
export const sayer =
  (messages: Messages) =>
  (key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    (messages[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
export type Say = ReturnType<typeof sayer>;
