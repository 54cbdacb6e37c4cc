import { z } from 'zod';
import { channels } from '../kernel/envelope.js';
import { codeSchema } from '../kernel/ids.js';
import { storedInstant } from '../kernel/instant.js';
import { identityLevels, partyKinds, priorities } from '../service/schema/parts.js';
import { timerKinds } from '../service/schema/workflow.js';

const identifier = z.string().min(1).max(120);
const words = z.string().min(1).max(500);

/** Someone with a part in the case. Name and contact are personal; `person` is their account, if any. */
export const partySchema = z.strictObject({
  /** Within the case: `p1`, `p2`, … */
  id: identifier,
  role: codeSchema,
  kind: z.enum(partyKinds),
  person: identifier.exactOptional(),
  identity: z.enum(identityLevels),
  name: words.exactOptional(),
  phone: z.string().max(40).exactOptional(),
  email: z.email().max(254).exactOptional(),
  language: z.string().max(35).exactOptional(),
});
export type Party = z.infer<typeof partySchema>;

const longitude = z.number().min(-180).max(180);
const latitude = z.number().min(-90).max(90);
const coordinate = z.tuple([longitude, latitude]);

/** GeoJSON (RFC 7946) geometry: WGS 84, longitude first. */
export const geometrySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Point'), coordinates: coordinate }),
  z.strictObject({
    type: z.literal('LineString'),
    coordinates: z.array(coordinate).min(2).max(1000),
  }),
  z.strictObject({
    type: z.literal('Polygon'),
    coordinates: z.array(z.array(coordinate).min(4).max(1000)).min(1).max(20),
  }),
]);

/** Where the matter is. Area codes come from the authority's area sets. */
export const placeSchema = z.strictObject({
  role: codeSchema,
  geometry: geometrySchema.exactOptional(),
  address: words.exactOptional(),
  areas: z.array(z.string().min(1).max(120)).max(50).default([]),
});
export type Place = z.infer<typeof placeSchema>;

/** The name that another system gives the same case. */
export const aliasSchema = z.strictObject({
  scheme: codeSchema,
  value: z.string().min(1).max(200),
});
export type Alias = z.infer<typeof aliasSchema>;

export const linkKinds = [
  'child',
  'parent',
  'duplicate',
  'duplicate-of',
  'appeal-of',
  'appealed-by',
  'renewal-of',
  'renewed-by',
  'correction-of',
  'corrected-by',
  'caused-by',
  'cause-of',
  'work-order',
  'work-order-of',
] as const;
export const linkSchema = z.strictObject({
  kind: z.enum(linkKinds),
  case: z.string().min(1).max(40),
});
export type Link = z.infer<typeof linkSchema>;

export const subjectSchema = z.strictObject({
  registry: codeSchema,
  key: z.string().min(1).max(200),
});
export type Subject = z.infer<typeof subjectSchema>;

export const confidentialities = ['public', 'normal', 'confidential'] as const;
export type Confidentiality = (typeof confidentialities)[number];
export const channelSchema = z.enum(channels);
export const prioritySchema = z.enum(priorities);

/** Metadata of one version of a document; its bytes are kept by content hash. */
export const documentSchema = z.strictObject({
  id: identifier,
  kind: codeSchema,
  party: identifier.exactOptional(),
  name: z.string().min(1).max(255),
  mediaType: z.string().max(120),
  /** Bytes. */
  size: z.int().min(0).max(1_073_741_824),
  /** SHA-256, lower-case hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 digest: 64 digits of 0-9 and a-f'),
  version: z.int().positive(),
  replaces: identifier.exactOptional(),
});
export type CaseDocument = z.infer<typeof documentSchema>;

/** Why a timer ended before it passed. */
export const timerEndings = [
  'action',
  'state',
  'leaving',
  'resolution',
  'closing',
  'effect',
  'escalation',
] as const;
export type TimerEnding = (typeof timerEndings)[number];

/** Where a due time came from. */
export const timerSources = ['service', 'type', 'given', 'reason'] as const;
export type TimerSource = (typeof timerSources)[number];

const timerName = z.string().min(1).max(120);

/** A running, paused or ended timer as an event sets it. */
export const timerSettingSchema = z.discriminatedUnion('change', [
  z.strictObject({
    change: z.enum(['started', 'resumed', 'moved']),
    timer: timerName,
    kind: z.enum(timerKinds),
    /** Present on the service's standard timer: its due time is the case's own. */
    standard: z.literal(true).exactOptional(),
    dueAt: storedInstant,
    /** What its length is counted from, where that is not the event's own time. */
    from: storedInstant.exactOptional(),
    /** Where in the definition its length came from: `type`, `service`, `given`, or `reason` when moved by hand. */
    source: z.enum(timerSources),
  }),
  z.strictObject({
    change: z.literal('paused'),
    timer: timerName,
    /** What was left: milliseconds, of working time when `working`. */
    left: z.int(),
    working: z.boolean(),
  }),
  z.strictObject({
    change: z.literal('ended'),
    timer: timerName,
    by: z.enum(timerEndings),
  }),
]);
export type TimerSetting = z.infer<typeof timerSettingSchema>;

/** An amount before and after, in minor units. Of a tariff: the date of the entry in force, if any, and whether it had a row. */
export const amountChangeSchema = z.strictObject({
  amount: codeSchema,
  before: z.int(),
  after: z.int(),
  tariff: z
    .strictObject({ set: codeSchema, effectiveFrom: z.string().nullable(), found: z.boolean() })
    .exactOptional(),
});
export type AmountChange = z.infer<typeof amountChangeSchema>;
