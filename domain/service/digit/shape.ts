import { z } from 'zod';

/** A flag as it is met in the wild: a boolean, its name, or nothing. */
const flag = z.union([z.boolean(), z.string(), z.null()]).optional();
/** Milliseconds as they are met in the wild. */
const milliseconds = z.union([z.number(), z.string(), z.null()]).optional();
const words = z.string().max(500).nullish();

const notificationShape = z.looseObject({
  audience: z.string().min(1).max(120),
  channel: z.string().min(1).max(40),
  templateRef: z.string().min(1).max(120),
  assigneeOnly: flag,
});

const actionShape = z.looseObject({
  action: z.string().min(1).max(120),
  nextState: words,
  /** A list, or names with commas between them. */
  roles: z.union([z.array(z.string()).max(200), z.string().max(5000), z.null()]).optional(),
  active: flag,
  notifications: z.array(notificationShape).max(100).nullish(),
});

const stateShape = z.looseObject({
  uuid: words,
  /** null: where a case comes from. */
  state: words,
  applicationStatus: words,
  sla: milliseconds,
  docUploadRequired: flag,
  isStartState: flag,
  isTerminateState: flag,
  isStateUpdatable: flag,
  actions: z.array(actionShape).max(200).nullish(),
});

export const businessServiceShape = z.looseObject({
  tenantId: words,
  businessService: z.string().min(1).max(120),
  business: words,
  businessServiceSla: milliseconds,
  states: z.array(stateShape).min(1).max(200),
});

export type RawService = z.infer<typeof businessServiceShape>;
export type RawState = RawService['states'][number];
export type RawAction = NonNullable<RawState['actions']>[number];
export type RawNotification = z.infer<typeof notificationShape>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

/** The list of services within a file: a request body, a master data file, a list, or a single one. */
export function businessServicesIn(json: unknown): readonly unknown[] | undefined {
  if (isList(json)) return json;
  if (!isObject(json)) return undefined;
  for (const key of ['BusinessServices', 'BusinessService', 'businessServices']) {
    const list = json[key];
    if (isList(list)) return list;
    if (isObject(list)) return [list];
  }
  return 'states' in json ? [json] : undefined;
}
