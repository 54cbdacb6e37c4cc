import type { Json } from '../../domain/kernel/json.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import { startOfDay } from '../../domain/kernel/calendar/index.js';
import { formatMoney } from '../../domain/kernel/money-text.js';
import type { Say } from '../base/language.js';
import type { Times } from '../words/times.js';
import { documentIn } from './documents.js';
import type { Field } from './field.js';

interface Speaking {
  readonly t: Say;
  readonly language: string;
  readonly times: Times;
  readonly zone: string;
}

/** An answer as a person reads it. */
export function showAnswer(field: Field, answer: Json | undefined, speaking: Speaking): string {
  if (answer === undefined || answer === null) return speaking.t('form.notAnswered');
  if (field.kind === 'file') return documentIn(answer)?.name ?? '';
  if (Array.isArray(answer))
    return (answer as readonly Json[]).map((one) => word(field, one, speaking)).join(', ');
  return word(field, answer, speaking);
}

function word(field: Field, answer: Json, speaking: Speaking): string {
  if (typeof answer === 'boolean') return speaking.t(answer ? 'form.yes' : 'form.no');
  const choice = field.choices.find((one) => one.answer === answer);
  if (choice !== undefined) return choice.text;
  if (typeof answer === 'number') return numberWords(field, answer, speaking);
  if (typeof answer === 'string') return textWords(field, answer, speaking);
  return JSON.stringify(answer);
}

const numberWords = ({ currency }: Field, amount: number, { language }: Speaking): string =>
  currency === undefined ? String(amount) : formatMoney({ amount, currency }, language);

const textWords = ({ kind }: Field, text: string, { times, zone }: Speaking): string =>
  kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)
    ? times.date(startOfDay(text as PlainDate, zone))
    : text;
