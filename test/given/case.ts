import { expect } from 'chai';
import {
  caseCommandSchemas,
  type CaseCommand,
  type CaseOperation,
} from '../../domain/case/commands.js';
import type { CaseContext } from '../../domain/case/context.js';
import { caseEvents, type CaseEvent } from '../../domain/case/events.js';
import { caseDecider } from '../../domain/case/index.js';
import type { CaseState, SubmittedCase } from '../../domain/case/state.js';
import { authority } from '../../domain/kernel/authority.js';
import { calendarSchema } from '../../domain/kernel/calendar/index.js';
import { createCodec } from '../../domain/kernel/codec.js';
import type { Actor } from '../../domain/kernel/envelope.js';
import { instant, type PlainDate } from '../../domain/kernel/instant.js';
import { referenceView, type AuthoritySet } from '../../domain/reference/reference-view.js';
import { referenceValues, type ReferenceKind } from '../../domain/reference/values.js';
import { compileService } from '../../domain/service/compile.js';
import type { CompiledService } from '../../domain/service/compiled.js';
import type { ServiceDefinition } from '../../domain/service/schema/index.js';
import { storyOf, type Story } from '../given-when-then.js';
import { complaintService, variant, type Draft } from '../samples/complaint.js';
import { permitService } from '../samples/permit.js';

const riverton = authority('demo.riverton');
const hours = [['09:00', '17:00']];
const t = (en: string) => ({ en });

/** Monday to Friday, nine to five, in a zone. */
export const weekdays = (zone: string) =>
  calendarSchema.parse({
    zone,
    week: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
  });

/** A set with one entry that has been in force for ever. */
export const setOf = (kind: ReferenceKind, set: string, value: unknown): AuthoritySet => ({
  authority: riverton,
  set: {
    status: 'published',
    kind,
    set,
    entries: [
      { effectiveFrom: '1990-01-01' as PlainDate, value: referenceValues[kind].parse(value) },
    ],
  } as AuthoritySet['set'],
});

const office = (code: string, more: object = {}) => ({ code, title: t(code), ...more });

/** Offices, areas and a tariff of a made-up town; working time is reckoned in UTC. */
export const townSets: readonly AuthoritySet[] = [
  setOf('calendar', 'office-hours', weekdays('UTC')),
  setOf('offices', 'offices', {
    offices: [
      office('town', { head: 'mayor' }),
      office('helpdesk', { parent: 'town', staff: { fixer: ['fay', 'finn', 'flo'] } }),
      office('animals', { parent: 'town', head: 'vet', staff: { fixer: ['dot'] } }),
      office('permits', { parent: 'town' }),
      office('fire'),
    ],
  }),
  setOf('areas', 'wards', {
    areas: [
      { code: 'north', title: t('North'), offices: { '*': 'helpdesk', complaint: 'animals' } },
      { code: 'n1', title: t('North 1'), parent: 'north' },
      { code: 'south', title: t('South') },
    ],
  }),
  setOf('tariff', 'fees', {
    currency: 'INR',
    inputs: [{ name: 'area', type: 'number' }],
    rows: [
      { key: [10], value: 5000 },
      { key: [20], value: 9000 },
    ],
  }),
];

export const compiled = (definition: ServiceDefinition): CompiledService => {
  const result = compileService(definition);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

export const asha: Actor = { id: 'asha', kind: 'citizen', roles: [] };
export const dispatcher: Actor = { id: 'dev', kind: 'staff', roles: ['dispatcher'] };
export const fixer: Actor = { id: 'fay', kind: 'staff', roles: ['fixer'] };
export const anybody: Actor = { id: 'public', kind: 'public', roles: [] };

/** Monday morning. */
export const monday = '2026-01-05T10:00:00Z';

/** What happens on Monday in the town's helpdesk, unless a story says otherwise. */
export const context = (service: CompiledService): CaseContext => ({
  now: instant(monday),
  actor: asha,
  authority: riverton,
  channel: 'web',
  service,
  reference: referenceView(riverton, townSets),
  newReference: '7Q2M4KXPZ',
});

const codec = createCodec(caseEvents);

/** The decider, every event of which is held against its schema. */
const checked: typeof caseDecider = {
  ...caseDecider,
  evolve: (state, event, occasion) => {
    expect(codec.encode(event)).to.deep.equal(event.data);
    return caseDecider.evolve(state, event, occasion);
  },
};

export type CaseStory = Story<CaseState, CaseCommand, CaseEvent, CaseContext>;

/** A story of a service; the complaint, changed as told. */
export const complaint = (change?: (draft: Draft) => void): CaseStory =>
  storyOf(checked, context(compiled(variant(complaintService, change))));
export const permit = (change?: (draft: Draft) => void): CaseStory =>
  storyOf(checked, context(compiled(variant(permitService, change))));

/** A command as it comes through the API: parsed, with its defaults. */
export const command = (operation: CaseOperation, body: object = {}): CaseCommand =>
  ({ operation, body: caseCommandSchemas[operation].parse(body) }) as CaseCommand;

export const submit = (body: object = {}): CaseCommand =>
  command('submit', { type: 'lamp', answers: { text: 'It is dark' }, ...body });
export const apply = (body: object = {}): CaseCommand =>
  command('submit', { subject: { registry: 'properties', key: '12' }, ...body });
export const act = (action: string, body: object = {}): CaseCommand =>
  command('act', { action, ...body });
export const settle: CaseCommand = command('settle');

/** The state of a case that was submitted. */
export function submitted({ state }: CaseStory): SubmittedCase {
  if (state.status === 'none') expect.fail('No case was submitted.');
  return state;
}

/** A timer of the case by name. */
export const timer = (story: CaseStory, name: string) =>
  submitted(story).timers.find((one) => one.name === name);
