/**
 * A request body for each operation that writes, as the OpenAPI document shows it: of the sample city's
 * services, with dates that stay to come for some years.
 */
const duplicate = { kind: 'duplicate-of', case: '7Q2M4KXPC' };

const calendar = {
  kind: 'calendar',
  effectiveFrom: '2031-01-01',
  value: {
    zone: 'Asia/Kolkata',
    week: { monday: [['09:30', '17:30']], tuesday: [['09:30', '17:30']] },
    holidays: { dates: [{ date: '2031-01-26', name: { en: 'Republic Day' } }] },
  },
};

const definition = {
  code: 'lost-dog',
  version: 1,
  authority: 'demo.riverton',
  effectiveFrom: '2031-01-01',
  title: { en: 'Report a lost dog' },
  calendar: 'office-hours',
  office: 'health',
  start: [
    { code: 'report', title: { en: 'Report' }, by: { party: ['reporter'] }, state: 'searching' },
  ],
  parties: [
    { role: 'reporter', title: { en: 'Reporter' }, kinds: ['person'], least: 1, identity: 'none' },
  ],
  workflow: {
    states: [
      { code: 'searching', title: { en: 'Searching' }, kind: 'start' },
      { code: 'found', title: { en: 'Found' }, kind: 'end', outcome: 'settled' },
    ],
    actions: [
      {
        code: 'find',
        title: { en: 'Found it' },
        by: { staff: ['field-officer'] },
        from: ['searching'],
        to: 'found',
      },
    ],
  },
};

/** Operation of the API → its example. */
export const writeExamples = {
  submitCase: {
    authority: 'demo.riverton',
    service: 'complaint',
    type: 'pothole',
    answers: { description: 'A hole as deep as a knee', danger: 'possible' },
    places: [{ role: 'site', address: 'Mill Lane 5', areas: ['ward-1'] }],
  },
  act: {
    action: 'assign',
    assignee: { kind: 'person', id: 'balu.yadav' },
    comment: 'Please look today',
  },
  comment: { comment: 'A bicycle fell yesterday', visibility: 'parties' },
  assign: { assignee: { kind: 'person', id: 'balu.yadav' } },
  amendAnswers: { answers: { landmark: 'Opposite the mill' } },
  attachDocument: {
    document: {
      kind: 'photo',
      name: 'hole.jpg',
      mediaType: 'image/jpeg',
      size: 40_000,
      sha256: 'ab'.repeat(32),
    },
  },
  reviewDocument: { verdict: 'rejected', reason: 'It can not be read' },
  linkCase: { link: duplicate },
  unlinkCase: { link: duplicate, reason: 'Another hole' },
  extend: { timer: 'standard', dueAt: '2031-03-20T17:30:00+05:30', reason: 'No asphalt' },
  escalate: { reason: 'The school opens tomorrow' },
  completeTask: { result: 'done', input: { number: 'F-17' }, comment: 'All in order' },
  giveFeedback: { score: 4, comment: 'At last' },
  reclassify: { type: 'street-sign', priority: 'low', reason: 'It is the sign' },
  settle: {},
  draftService: { definition },
  adoptService: {
    of: 'demo',
    effectiveFrom: '2031-01-01',
    overrides: { limits: { standard: { workingDays: 3 } } },
  },
  publishService: { effectiveFrom: '2031-01-01' },
  discardDraft: {},
  correctServiceTexts: {
    version: 1,
    texts: { '/title': { en: 'Report a problem' } },
    reason: 'Plainer words',
  },
  withdrawService: { from: '2031-12-31', reason: 'Another service takes its place' },
  publishReference: calendar,
  correctReference: { ...calendar, reason: 'The week was incomplete' },
} as const satisfies Readonly<Record<string, object>>;

/** The example of an operation; undefined where there is none. */
export const writeExample = (operationId: string): object | undefined =>
  Object.entries<object>(writeExamples).find(([id]) => id === operationId)?.[1];
