import type { z } from 'zod';
import { pointerSegment } from '../../kernel/json.js';
import { lintService } from '../lint/index.js';
import { serviceDefinitionSchema, type ServiceDefinition } from '../schema/index.js';
import { documentKind, mapActions, type MappedAction } from './actions.js';
import { digitGraph, type DigitGraph } from './graph.js';
import { classify } from './kinds.js';
import { Reader, type DigitService } from './model.js';
import { mapNotifications } from './notifications.js';
import { Notes, type ImportNote } from './notes.js';
import { defaultOptions, type DigitImportOptions } from './options.js';
import { businessServiceShape, businessServicesIn } from './shape.js';
import { mapStarts, mapStates } from './states.js';
import { mapTimers, standardTimer } from './timers.js';
import { readable } from './words.js';

export interface DigitImport {
  /** Those without errors; each parses and has no errors of the linter. */
  readonly definitions: readonly ServiceDefinition[];
  /** What was lost, changed or guessed. */
  readonly warnings: readonly ImportNote[];
  /** What made a service unusable. */
  readonly errors: readonly ImportNote[];
}

const maxServices = 200;

/**
 * Turns DIGIT's workflow configuration (BusinessService JSON) into service definitions.
 *
 * The graph, who may do what, and the limits are kept. What DIGIT leaves open (outcomes, words of
 * notifications, how long feedback is taken) is guessed, and every guess is a warning. States that no
 * action leads to are left out. An action that leads nowhere is an error where a case could take it.
 *
 * @param json parsed file: `{ BusinessServices: […] }`, master data, a list or a single service
 */
export function importDigitWorkflow(
  json: unknown,
  options: Partial<DigitImportOptions> = {},
): DigitImport {
  const services = businessServicesIn(json);
  if (services === undefined || services.length === 0)
    return failed('not-a-workflow', 'There are no BusinessServices in it.');
  if (services.length > maxServices)
    return failed('too-many-services', `There are more than ${maxServices} services in it.`);
  const results = services.map((service, index) =>
    importService(service, `/${index}`, { ...defaultOptions, ...options }),
  );
  return {
    definitions: results.flatMap(({ definitions }) => definitions),
    warnings: results.flatMap(({ warnings }) => warnings),
    errors: results.flatMap(({ errors }) => errors),
  };
}

const failed = (code: string, message: string): DigitImport => ({
  definitions: [],
  warnings: [],
  errors: [{ code, message, service: '(file)' }],
});

function importService(json: unknown, pointer: string, options: DigitImportOptions): DigitImport {
  const raw = businessServiceShape.safeParse(json);
  const notes = new Notes(nameIn(json));
  if (!raw.success) {
    for (const { path, message } of raw.error.issues.slice(0, 20))
      notes.fail('shape', message, { pointer: pointer + pointerTo(path) });
    return { definitions: [], warnings: notes.warnings, errors: notes.errors };
  }
  const service = new Reader(notes).service(raw.data);
  const graph = digitGraph(service, notes);
  const definition = graph && defined(assemble(service, graph, options, notes), notes);
  const { warnings, errors } = notes;
  return { definitions: definition === undefined ? [] : [definition], warnings, errors };
}

const nameIn = (json: unknown): string =>
  typeof json === 'object' &&
  json !== null &&
  'businessService' in json &&
  typeof json.businessService === 'string'
    ? json.businessService
    : '(unnamed)';

const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => pointerSegment(String(part))).join('');

/** The definition as an author would write it. */
function assemble(
  service: DigitService,
  graph: DigitGraph,
  options: DigitImportOptions,
  notes: Notes,
): z.input<typeof serviceDefinitionSchema> {
  noteTenant(service, options, notes);
  const kinds = classify(graph, notes);
  const actions = mapActions(graph, kinds, options, notes);
  const starts = mapStarts(graph, options, notes);
  const timers = mapTimers({ service, graph, kinds, actions }, options, notes);
  const feedback = feedbackOf(actions, options, notes);
  return {
    code: options.codes[service.name] ?? serviceCode(service.name),
    version: 1,
    authority: options.authority,
    effectiveFrom: options.effectiveFrom,
    title: { [options.language]: readable(service.name) },
    calendar: options.calendar,
    start: [...starts],
    parties: parties(graph, options),
    documents: documents(graph, options),
    workflow: {
      states: [...mapStates(graph, kinds, options)],
      actions: actions.map(({ input }) => input),
      timers: [...timers],
    },
    notifications: [...mapNotifications({ graph, starts, actions }, options, notes)],
    ...(timers.some(({ name }) => name === standardTimer) && { standard: standardTimer }),
    ...(feedback && { feedback }),
  };
}

/** `{ calendarDays: 30 }` → `30 calendar days` */
const lengthWords = (length: object): string =>
  Object.entries(length)
    .map(([unit, count]) => `${count} ${unit.replaceAll(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)}`)
    .join(' and ');

function feedbackOf(
  actions: readonly MappedAction[],
  { feedbackWithin: within }: DigitImportOptions,
  notes: Notes,
) {
  if (!actions.some(({ input }) => input.effects?.some(({ effect }) => effect === 'feedback')))
    return undefined;
  notes.warn(
    'feedback-period',
    `How long feedback is taken is not in the file: ${lengthWords(within)} were taken.`,
  );
  return { within };
}

const documents = ({ states }: DigitGraph, { language }: DigitImportOptions) =>
  states.some((state) => state.documents)
    ? [{ kind: documentKind, title: { [language]: 'Document of a step' } }]
    : [];

function serviceCode(name: string): string {
  const code = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return /^[a-z]/.test(code) ? code : ['service', code].filter((part) => part !== '').join('-');
}

function noteTenant(
  { tenant }: DigitService,
  { authority }: DigitImportOptions,
  notes: Notes,
): void {
  if (tenant !== undefined && tenant !== authority && !/^\{+tenant_?id\}+$/i.test(tenant))
    notes.warn('tenant-replaced', `The tenant ${tenant} became the authority ${authority}.`);
}

function parties({ edges, entries }: DigitGraph, { party, language }: DigitImportOptions) {
  const roles = [
    ...edges.flatMap(({ action }) => action.roles),
    ...entries.flatMap((e) => e.roles),
  ];
  if (!roles.includes('CITIZEN')) return [];
  const title = { [language]: readable(party) };
  return [
    { role: party, title, kinds: ['person' as const, 'organisation' as const], least: 1, most: 10 },
  ];
}

/** Parses and lints what was assembled: a definition that could not be published is no result. */
function defined(
  input: z.input<typeof serviceDefinitionSchema>,
  notes: Notes,
): ServiceDefinition | undefined {
  const parsed = serviceDefinitionSchema.safeParse(input);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues.slice(0, 20))
      notes.fail('definition', message, { pointer: pointerTo(path) });
    return undefined;
  }
  for (const { severity, path: pointer, message } of lintService(parsed.data))
    if (severity === 'error') notes.fail('definition', message, { pointer });
    else notes.warn('definition', message, { pointer });
  return notes.errors.length > 0 ? undefined : parsed.data;
}
