import type { Json } from '../../domain/kernel/json.js';
import type { PlainDate } from '../../domain/kernel/instant.js';
import { startOfDay } from '../../domain/kernel/calendar/index.js';
import type { Say } from '../base/language.js';
import type { Times } from '../words/times.js';
import { documentIn } from './documents.js';
import type { Field } from './field.js';

interface Speaking {
  readonly t: Say;
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

function word({ choices, kind }: Field, answer: Json, { t, times, zone }: Speaking): string {
  if (typeof answer === 'boolean') return t(answer ? 'form.yes' : 'form.no');
  const choice = choices.find((one) => one.answer === answer);
  if (choice !== undefined) return choice.text;
  if (kind === 'date' && typeof answer === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(answer))
    return times.date(startOfDay(answer as PlainDate, zone));
  return typeof answer === 'object' ? JSON.stringify(answer) : String(answer);
}
