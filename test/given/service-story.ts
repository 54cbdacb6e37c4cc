import { authority } from '../../domain/kernel/authority.js';
import { instant, type PlainDate } from '../../domain/kernel/instant.js';
import { referenceValues, referenceView } from '../../domain/reference/index.js';
import {
  newestOf,
  serviceCommandSchemas,
  serviceDecider,
  type ServiceCommand,
  type ServiceContext,
  type ServiceDefinition,
  type ServiceEvent,
  type ServiceOperation,
  type ServiceState,
} from '../../domain/service/index.js';
import { storyOf, type Story } from '../given-when-then.js';
import { tiny } from '../samples/service.js';

const state = authority('demo');
const city = authority('demo.riverton');
export const date = (text: string) => text as PlainDate;

export const wider = tiny((draft) => {
  draft.authority = 'demo';
  Object.assign(draft, { overridable: ['limits', 'texts', 'office', 'types'] });
});

const kolkata = referenceView(city, [
  {
    authority: state,
    set: {
      status: 'published',
      set: 'office-hours',
      kind: 'calendar',
      entries: [
        {
          effectiveFrom: date('2020-01-01'),
          value: referenceValues.calendar.parse({
            zone: 'Asia/Kolkata',
            week: { monday: [['09:00', '17:00']] },
          }),
        },
      ],
    },
  },
]);

export const context: ServiceContext = {
  now: instant('2026-03-01T10:00:00Z'),
  actor: { id: 'staff-1', kind: 'staff', roles: ['designer'] },
  authority: city,
  channel: 'web',
  code: 'street-light',
  published: (of, code, version) =>
    of === state && code === 'street-light' && (version ?? 1) === 1 ? wider : undefined,
  reference: kolkata,
};

export const command = (operation: ServiceOperation, body: object = {}) =>
  ({ operation, body: serviceCommandSchemas[operation].parse(body) }) as ServiceCommand;

export const draft = (change?: Parameters<typeof tiny>[0]) =>
  command('draft', { definition: tiny(change) });
export const publish = (effectiveFrom?: string) =>
  command('publish', effectiveFrom === undefined ? {} : { effectiveFrom });
export const withdraw = (from: string) =>
  command('withdraw', { from, reason: 'Moved to the utility' });

export type ServiceStory = Story<ServiceState, ServiceCommand, ServiceEvent, ServiceContext>;
export const story: ServiceStory = storyOf(serviceDecider, context);
export const published = story.when(draft()).when(publish());
export const newest = (of: ServiceStory): ServiceDefinition => newestOf(of.state)!.definition;
