import { z } from 'zod';
import { formatReference, isCaseReference } from '../../domain/kernel/case-reference.js';
import { instantSchema, type Instant } from '../../domain/kernel/instant.js';
import type { CaseView } from '../../projections/cases/model.js';
import { findEvents } from '../../projections/events/queries.js';
import type { EventView } from '../../projections/events/model.js';
import { page, redirect } from '../base/answer.js';
import type { PageRoute } from '../base/serve.js';
import { checked, type Visit } from '../base/visit.js';
import { clockSteps, type SampleCity, type WebParts } from '../parts.js';
import { wordsOf, type ServiceWords } from '../words/service-words.js';

/** Most things told of what a step of the clock brought. */
const most = 30;

const stepSchema = z.object({ step: z.enum(clockSteps) });
const movedSchema = z.object({
  from: instantSchema.exactOptional(),
  to: instantSchema.exactOptional(),
});

/** What rules did between two moments, the newest first; the sample city's clock shows it to everyone. */
async function happened({ reads, city }: WebParts, from: Instant, to: Instant) {
  const { collection: events } = await reads.serving<EventView>('events');
  const { items, next } = await findEvents(
    events,
    { field: 'authority', within: city.authority },
    { origin: ['policy'], from, before: to },
    { limit: most },
  );
  return { items, more: next !== undefined };
}

/** What a rule did, in a few words. */
function whatHappened({ t }: Visit, { type, activity }: EventView, words: Words): string {
  const fact = type.split('.')[1] ?? type;
  return fact === 'timer-passed'
    ? t('step.timer-passed', { timer: words?.timer(activity) ?? activity })
    : t(`clock.fact.${fact}`, { action: words?.action(activity) ?? activity });
}
type Words = ServiceWords | undefined;

async function told(parts: WebParts, visit: Visit, event: EventView, view: CaseView | undefined) {
  const { reference = '' } = event;
  const words = view && (await wordsOf(parts, visit, view));
  return {
    when: visit.times.dateTime(event.occurredAt),
    href: `/cases/${reference}`,
    reference: isCaseReference(reference) ? formatReference(reference) : reference,
    service: words?.title ?? event.service,
    what: whatHappened(visit, event, words),
  };
}

/** Moves the sample city's clock on, and says what that brought. */
export const clockPage = (parts: WebParts, sample: SampleCity): PageRoute => ({
  path: '/clock',
  get: async (visit) => {
    const { t, times } = visit;
    const { from, to } = checked(movedSchema, visit.query);
    const steps = clockSteps.map((step) => ({ step, text: t(`clock.step.${step}`) }));
    const shared = { now: times.dateTime(visit.now), steps };
    if (from === undefined || to === undefined)
      return page('sample/clock', t('clock.title'), shared);
    const { items, more } = await happened(parts, from, to);
    const { collection: cases } = await parts.reads.serving<CaseView>('cases');
    const views = await cases.getMany(items.flatMap(({ reference }) => reference ?? []));
    const list = await Promise.all(
      items.map((event) => told(parts, visit, event, views.get(event.reference ?? ''))),
    );
    const moved = t('clock.moved', { from: times.dateTime(from), to: times.dateTime(to) });
    return page('sample/clock', t('clock.title'), { ...shared, moved, list, more });
  },
  post: async (visit) => {
    const { step } = checked(stepSchema, visit.body);
    const { from, to } = await sample.advance(step);
    return redirect(`/clock?${new URLSearchParams({ from, to }).toString()}`);
  },
});
