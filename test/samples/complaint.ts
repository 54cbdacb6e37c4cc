import {
  serviceDefinitionSchema,
  type ServiceDefinition,
} from '../../domain/service/schema/index.js';

const t = (en: string) => ({ en });

/** A complaint with everything that one may have: limits, a stopped clock, escalation, feedback, reopening. */
export const complaintService = {
  code: 'complaint',
  version: 3,
  authority: 'demo.riverton',
  effectiveFrom: '2020-01-01',
  title: t('Complaint'),
  calendar: 'office-hours',
  currency: 'INR',
  office: 'helpdesk',
  start: [
    { code: 'report', title: t('Report'), by: { party: ['complainant'] }, state: 'new' },
    { code: 'register', title: t('Register'), by: { staff: ['dispatcher'] }, state: 'new' },
  ],
  types: [
    {
      code: 'animals',
      title: t('Animals'),
      office: 'animals',
      children: [
        {
          code: 'dogs',
          title: t('Dogs'),
          priority: 'high',
          limits: { repair: { workingDays: 1 } },
        },
        { code: 'cats', title: t('Cats') },
      ],
    },
    { code: 'lamp', title: t('Street lamp') },
  ],
  parties: [
    {
      role: 'complainant',
      title: t('Complainant'),
      kinds: ['person', 'anonymous'],
      least: 0,
      most: 2,
    },
  ],
  form: {
    schema: {
      type: 'object',
      properties: {
        text: { type: 'string', maxLength: 200 },
        street: { type: 'string', maxLength: 100 },
        phone: { type: 'string', maxLength: 20, personal: { of: 'complainant' } },
        seen: { type: 'string', format: 'date' },
      },
      required: ['text'],
    },
  },
  documents: [
    { kind: 'photo', title: t('Photo'), types: ['image/jpeg'], size: 1000 },
    { kind: 'report', title: t('Report'), requiredWhen: 'answers.street = "Main Street"' },
  ],
  amounts: [{ code: 'cost', title: t('Cost') }],
  workflow: {
    states: [
      { code: 'new', title: t('New'), kind: 'start', editable: ['street'] },
      { code: 'assigned', title: t('Assigned'), kind: 'normal' },
      { code: 'waiting', title: t('Waiting'), kind: 'waiting', clock: 'stopped', editable: 'all' },
      { code: 'resolved', title: t('Resolved'), kind: 'resolved', outcome: 'settled' },
      { code: 'closed', title: t('Closed'), kind: 'end', outcome: 'settled' },
      { code: 'rejected', title: t('Rejected'), kind: 'end', outcome: 'invalid' },
      { code: 'lapsed', title: t('Lapsed'), kind: 'end', outcome: 'lapsed' },
    ],
    actions: [
      {
        code: 'assign',
        title: t('Assign'),
        by: { staff: ['dispatcher'] },
        from: ['new', 'assigned'],
        to: 'assigned',
        effects: [{ effect: 'assign', to: 'chosen' }],
      },
      {
        code: 'take',
        title: t('Take'),
        by: { staff: ['fixer'] },
        from: ['new'],
        to: 'assigned',
        comment: 'none',
        effects: [{ effect: 'assign', to: 'actor' }],
      },
      {
        code: 'ask',
        title: t('Ask'),
        by: { staff: ['fixer'] },
        from: ['assigned'],
        to: 'waiting',
        comment: 'required',
      },
      {
        code: 'answer',
        title: t('Answer'),
        by: { party: ['complainant'] },
        from: ['waiting'],
        to: 'assigned',
        effects: [{ effect: 'answers' }],
      },
      {
        code: 'resolve',
        title: t('Resolve'),
        by: { staff: ['fixer'] },
        from: ['assigned'],
        to: 'resolved',
        guard: 'input.hours <= 100',
        input: { type: 'object', properties: { hours: { type: 'integer' } }, required: ['hours'] },
        effects: [
          { effect: 'amount', amount: 'cost', change: 'add', value: 'input.hours * 500' },
          { effect: 'notify', notification: 'solved' },
        ],
      },
      {
        code: 'reject',
        title: t('Reject'),
        by: { staff: ['dispatcher'] },
        from: ['new', 'assigned'],
        to: 'rejected',
        comment: 'required',
        effects: [{ effect: 'assign', to: 'nobody' }],
      },
      {
        code: 'rate',
        title: t('Rate'),
        by: { party: ['complainant'] },
        from: ['resolved'],
        to: 'closed',
        effects: [{ effect: 'feedback' }],
      },
      {
        code: 'reopen',
        title: t('Reopen'),
        by: { party: ['complainant'], staff: ['dispatcher'] },
        from: ['resolved', 'closed', 'rejected'],
        to: 'assigned',
        effects: [{ effect: 'assign', to: 'last' }],
      },
      {
        code: 'auto-close',
        title: t('Close'),
        by: { timer: true },
        from: ['resolved'],
        to: 'closed',
      },
      {
        code: 'note',
        title: t('Note'),
        by: { staff: ['dispatcher', 'fixer'] },
        from: 'any',
        to: 'same',
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
        name: 'patience',
        title: t('Patience'),
        kind: 'internal',
        starts: { on: 'state', state: 'waiting' },
        length: { calendarDays: 10 },
        pauses: false,
        endedBy: { leaving: true },
        passing: [{ do: 'move', to: 'lapsed', reason: 'lapsed' }],
      },
      {
        name: 'close',
        title: t('Close'),
        kind: 'internal',
        starts: { on: 'state', state: 'resolved' },
        length: { calendarDays: 3 },
        pauses: false,
        endedBy: { leaving: true, resolution: false },
        passing: [{ do: 'take', action: 'auto-close' }],
      },
    ],
  },
  standard: 'repair',
  assignment: [] as object[],
  escalation: {
    timer: 'repair',
    levels: [
      { to: { kind: 'supervisor' }, raisePriority: true },
      { after: { workingDays: 2 }, to: { kind: 'post', id: 'commissioner' } },
    ],
  } as object | undefined,
  notifications: [
    { code: 'solved', to: ['complainant'], channels: ['sms'], body: t('It is solved.') },
  ],
  feedback: { scale: 5, within: { calendarDays: 7 } } as object | undefined,
};

/** What a spec may change of a service before it is parsed: it may add whatever the schema takes. */
export interface Draft {
  [part: string]: unknown;
  workflow: { [part in 'states' | 'actions' | 'timers' | 'tasks']: Record<string, unknown>[] };
}

/** A sample, changed and parsed. */
export function variant(sample: object, change?: (draft: Draft) => void): ServiceDefinition {
  const draft = structuredClone(sample) as Draft;
  change?.(draft);
  return serviceDefinitionSchema.parse(draft);
}
