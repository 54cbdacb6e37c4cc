import { randomUUID } from 'node:crypto';
import { formatReference } from '../../domain/kernel/case-reference.js';
import type { Instant } from '../../domain/kernel/instant.js';
import type { CaseView } from '../../projections/cases/model.js';
import { caseAt, eventsAt } from '../../projections/time-travel/time-travel.js';
import { page, type Answer, type FieldError } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { one, visitAt, type Visit } from '../base/visit.js';
import { datePartsOf } from '../forms/read.js';
import type { WebParts } from '../parts.js';
import { wordsOf, type ServiceWords } from '../words/service-words.js';
import { doneWords } from './done-words.js';
import { answerLines, headerLines, partyLines } from './header.js';
import { askedMoment, type AskedMoment } from './moment.js';
import { nextSteps, type NextSteps } from './next-steps.js';
import { optionsOf, type CaseOptions } from './options.js';
import { visibleCase, type VisibleCase } from './reading.js';
import { dueOf, escalationTag, isFree, stateTag, urgency } from './rows.js';
import { timelineOf } from './timeline.js';

const nothing: NextSteps = { steps: [], others: [] };

interface Scene {
  readonly found: VisibleCase;
  /** As the visitor may see it. */
  readonly view: CaseView;
  readonly words: ServiceWords;
  readonly asked: AskedMoment;
}

/** What everybody sees of the case, now or then. */
function contents(parts: WebParts, present: Visit, { found, view, words, asked }: Scene) {
  const visit = asked.at === undefined ? present : visitAt(present, parts, asked.at);
  const events = asked.at === undefined ? found.events : eventsAt(found.events, { asOf: asked.at });
  return {
    reference: formatReference(found.reference),
    path: `/cases/${found.reference}`,
    caption: words.title,
    state: stateTag(visit, words, view),
    due: dueOf(visit, view),
    urgent: urgency(visit, view),
    escalated: escalationTag(visit, view),
    header: headerLines(parts, visit, view, words),
    parties: partyLines(parts, visit, view, words),
    answers: answerLines(parts, visit, view, words),
    timeline: timelineOf(parts, visit, events, words),
  };
}

/** Whether the visitor could have it with one button: it waits, and they may assign. */
const takeable = ({ caller }: Visit, { state, operations }: CaseOptions): boolean =>
  caller.actor.kind === 'staff' &&
  operations.includes('assign') &&
  state.status === 'open' &&
  isFree({ caller }, state.assignee);

async function possibilities(parts: WebParts, visit: Visit, { found }: Scene) {
  const options = await optionsOf(parts, visit, found.reference);
  return {
    next: nextSteps(visit, found.reference, options),
    ...(takeable(visit, options) && {
      take: {
        key: randomUUID(),
        revision: String(options.revision),
        assignee: `person:${visit.caller.actor.id}`,
      },
    }),
  };
}

const backTo = ({ caller }: Visit): string => (caller.actor.kind === 'staff' ? '/queue' : '/cases');

/** What was asked for in the form of the past, to show it again. */
const pastForm = ({ values, errors }: AskedMoment) => ({
  parts: datePartsOf(values, 'on').map(([name, value]) => ({ name, value })),
  time: one(values, 'at'),
  dateError: errors.find(({ href }) => href === '#field-on-day')?.text,
  timeError: errors.find(({ href }) => href === '#field-at')?.text,
});

async function show(parts: WebParts, visit: Visit, scene: Scene): Promise<Answer> {
  const { view, words, asked } = scene;
  const { times, query } = visit;
  const title = view.type === undefined ? words.title : words.type(view.type);
  const past = asked.at === undefined ? {} : { past: times.dateTime(asked.at), next: nothing };
  return page(
    'cases/case',
    title,
    {
      ...contents(parts, visit, scene),
      ...(asked.at === undefined ? await possibilities(parts, visit, scene) : past),
      back: backTo(visit),
      asOf: pastForm(asked),
      done: doneWords(parts, visit, one(query, 'done'), { view, words }),
    },
    { errors: asked.errors },
  );
}

const beforeOpening = ({ t }: Visit): FieldError => ({
  href: '#field-on-day',
  text: t('asOf.tooEarly'),
});

function viewAt(found: VisibleCase, parts: WebParts, asOf: Instant | undefined) {
  return caseAt(found.events, parts.reads.codec, asOf === undefined ? {} : { asOf });
}

/** A case: what it is, what happened, what can be done next; or how it stood at a moment of the past. */
export const casePage = (parts: WebParts): PageRoute => ({
  path: '/cases/:reference',
  get: async (visit) => {
    const found = await visibleCase(parts, visit, one(visit.params, 'reference'));
    const wanted = askedMoment(visit, parts.city.zone);
    const then = viewAt(found, parts, wanted.at);
    const asked: AskedMoment =
      then === undefined ? { ...wanted, at: undefined, errors: [beforeOpening(visit)] } : wanted;
    const view = then ?? viewAt(found, parts, undefined);
    if (view === undefined) throw new RangeError(`${found.reference} has no beginning`);
    const words = await wordsOf(parts, visit, view);
    return show(parts, visit, { found, view: found.access.mask(view), words, asked });
  },
});
