import {
  serviceDefinitionSchema,
  type ServiceDefinition,
} from '../../domain/service/schema/index.js';
import type { RuleFacts } from '../../domain/service/compiled.js';

const t = (en: string) => ({ en });

/** A small service that is right in every respect, as its author would write it. */
export const tinyService = {
  code: 'street-light',
  version: 1,
  authority: 'demo.riverton',
  effectiveFrom: '2026-01-01',
  title: t('Street light'),
  calendar: 'office-hours',
  currency: 'INR',
  office: 'works',
  parties: [{ role: 'reporter', title: t('Reporter'), kinds: ['person', 'anonymous'], least: 0 }],
  types: [
    {
      code: 'lamp',
      title: t('Lamp'),
      office: 'light',
      limits: { repair: { workingDays: 5 } },
      questions: { colour: { type: 'string', enum: ['white', 'yellow'] } },
      required: ['colour'],
      children: [
        { code: 'lamp-dark', title: t('Dark'), priority: 'high' },
        {
          code: 'lamp-flickers',
          title: t('Flickers'),
          limits: { repair: { workingDays: 9 } },
          questions: { often: { type: 'boolean' } },
        },
      ],
    },
    { code: 'pole', title: t('Pole') },
  ],
  form: {
    schema: {
      type: 'object',
      properties: {
        poles: { type: 'integer', minimum: 1 },
        phone: { type: 'string', maxLength: 20, personal: { of: 'reporter' } },
      },
      required: ['poles'],
    },
  },
  documents: [{ kind: 'photo', title: t('Photo'), requiredWhen: 'answers.poles > 5' }],
  amounts: [{ code: 'cost', title: t('Cost') }],
  start: [{ code: 'report', title: t('Report'), by: { party: ['reporter'] }, state: 'new' }],
  workflow: {
    states: [
      { code: 'new', title: t('New'), kind: 'start' },
      { code: 'fixed', title: t('Fixed'), kind: 'resolved', outcome: 'settled' },
      { code: 'closed', title: t('Closed'), kind: 'end', outcome: 'settled' },
    ],
    actions: [
      {
        code: 'fix',
        title: t('Fix'),
        by: { staff: ['electrician'] },
        from: ['new'],
        to: 'fixed',
        guard: 'input.hours < 100',
        input: { type: 'object', properties: { hours: { type: 'number' } }, required: ['hours'] },
        effects: [
          { effect: 'amount', amount: 'cost', change: 'set', value: 'answers.poles * 1000' },
        ],
      },
      { code: 'close', title: t('Close'), by: { timer: true }, from: ['fixed'], to: 'closed' },
      { code: 'note', title: t('Note'), by: { staff: ['electrician'] }, from: 'any', to: 'same' },
    ],
    tasks: [
      {
        code: 'checks',
        title: t('Checks'),
        opensIn: 'new',
        tasks: [{ code: 'visit', title: t('Visit'), roles: ['electrician'] }],
        complete: { rule: 'tasks.visit = "done"' },
      },
    ],
    timers: [
      {
        name: 'repair',
        title: t('Repair'),
        kind: 'published',
        starts: { on: 'submission' },
        length: { workingDays: 3 },
      },
      {
        name: 'closing',
        title: t('Closing'),
        kind: 'internal',
        starts: { on: 'state', state: 'fixed' },
        length: { calendarDays: 3 },
        pauses: false,
        endedBy: { leaving: true, resolution: false },
        passing: [{ do: 'take', action: 'close' }],
      },
    ],
  },
  standard: 'repair',
};

type Draft = typeof tinyService;

/** The tiny service, changed. */
export function tiny(change?: (draft: Draft) => void): ServiceDefinition {
  const draft = structuredClone(tinyService);
  change?.(draft);
  return serviceDefinitionSchema.parse(draft);
}

/** Facts of a case on which nothing has happened yet. */
export const noFacts: RuleFacts = {
  answers: {},
  input: {},
  amounts: {},
  documents: [],
  tasks: {},
  case: {
    type: null,
    state: 'new',
    priority: 'normal',
    channel: 'web',
    office: null,
    openedOn: '2026-01-05',
    areas: [],
    reopened: 0,
  },
  on: '2026-01-05',
};
